import type { FunctionCode } from '@aws-sdk/client-lambda';
import { sha256 } from '@noble/hashes/sha2.js';
import { unzipSync } from 'fflate';
import { AwsError } from '#base/errors.ts';
import { toBase64 } from '#base/bytes.ts';
import type { Context } from '../../core/context.ts';
import type { Transaction } from '../../core/table.ts';
import { refuseUnsupported } from '../../core/unsupported.ts';
import { readObject } from '../../s3/index.ts';
import { invalidParameter, tooLarge } from '../errors.ts';
import { functions, publishedOf, type CodeRecord, type FunctionRecord, versions } from '../tables.ts';

/** Of a zip in a request; larger ones come through S3. */
const MOST_DIRECT_BYTES = 50 * 2 ** 20;
const MOST_UNZIPPED_BYTES = 262_144_000;

/** A zip that may become a function's code. */
export interface NewCode {
	readonly bytes: Uint8Array;
	readonly sha256: string;
}

/**
 * The zip that a request brings or names.
 * @throws AwsError InvalidParameterValueException where there is none, or none that Lambda can unzip
 */
export async function readCode(ctx: Context, operation: string, given: FunctionCode): Promise<NewCode> {
	refuseUnsupported(operation, given, ['ImageUri', 'S3ObjectVersion', 'SourceKMSKeyArn']);
	if (given.S3ObjectStorageMode === 'REFERENCE') {
		refuseUnsupported(operation, given, ['S3ObjectStorageMode']);
	}
	const { ZipFile, S3Bucket, S3Key } = given;
	if (ZipFile !== undefined && (S3Bucket ?? S3Key) !== undefined) {
		throw invalidParameter('Please do not provide other FunctionCode parameters when providing a ZipFile.');
	}
	if (ZipFile !== undefined && ZipFile.length > MOST_DIRECT_BYTES) {
		throw tooLarge(
			`Request must be smaller than ${Math.floor(MOST_DIRECT_BYTES * 1.3384)} bytes for the ${operation} operation`
		);
	}
	const bytes = ZipFile ?? (await objectOf(ctx, S3Bucket, S3Key));
	const size = namesIn(bytes).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
	if (size > MOST_UNZIPPED_BYTES) {
		throw invalidParameter(`Unzipped size must be smaller than ${MOST_UNZIPPED_BYTES} bytes`);
	}
	return { bytes, sha256: toBase64(sha256(bytes)) };
}

async function objectOf(
	ctx: Context,
	bucket: string | undefined,
	key: string | undefined
): Promise<Uint8Array> {
	if (bucket === undefined || key === undefined) {
		throw invalidParameter('Please provide a source for function code.');
	}
	try {
		return (await readObject(ctx, bucket, key)).bytes;
	} catch (error) {
		if (!(error instanceof AwsError)) throw error;
		throw invalidParameter(
			`Error occurred while GetObject. S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`
		);
	}
}

/** Files of a zip, by their paths in it; nothing is unpacked. @throws AwsError where it is none, or holds nothing */
export function namesIn(zip: Uint8Array): { readonly path: string; readonly sizeBytes: number }[] {
	const found: { path: string; sizeBytes: number }[] = [];
	try {
		unzipSync(zip, {
			filter: ({ name, originalSize }) => {
				if (!name.endsWith('/')) found.push({ path: name, sizeBytes: originalSize });
				return false;
			}
		});
	} catch {
		throw invalidParameter(
			'Could not unzip uploaded file. Please check your file, then try to upload again.'
		);
	}
	if (found.length === 0) throw invalidParameter('Uploaded file must be a non-empty zip');
	return found;
}

/** Stores a zip for a function. @throws AwsError CodeStorageExceededException */
export function storeCode(tx: Transaction, ctx: Context, uid: string, code: NewCode): CodeRecord {
	const others = [...ctx.store.values(functions).map(({ latest }) => latest), ...ctx.store.values(versions)];
	const used = new Map(others.map(({ code }) => [code.bytesId, code.sizeBytes]));
	const total = [...used.values()].reduce((sum, bytes) => sum + bytes, code.bytes.length);
	if (total > ctx.quotas.lambdaCodeBytes) {
		throw new AwsError('CodeStorageExceededException', 'Code storage limit exceeded.');
	}
	const bytesId = `lambda/${uid}/${ctx.rng.hex(16)}`;
	tx.putBytes(bytesId, code.bytes);
	return { bytesId, sha256: code.sha256, sizeBytes: code.bytes.length };
}

/** Removes the code that `$LATEST` had, unless a published version has it too. */
export function releaseCode(tx: Transaction, ctx: Context, { name, latest }: FunctionRecord): void {
	const shared = publishedOf(ctx.store, name).some(({ code }) => code.bytesId === latest.code.bytesId);
	if (!shared) tx.removeBytes(latest.code.bytesId);
}
