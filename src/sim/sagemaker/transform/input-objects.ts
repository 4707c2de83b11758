import type { TransformInput } from '@aws-sdk/client-sagemaker';
import { decodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import { bucketAccess, type BucketAccess } from '../../iam/index.ts';
import { buckets, objectsUnder, parseS3Uri, readObject } from '../../s3/index.ts';

/** One object to be transformed. */
export interface InputObject {
	readonly bucket: string;
	readonly key: string;
	/** Its place under the output path, before `.out` is added. */
	readonly relativeName: string;
}

/**
 * The objects that TransformInput names, in the order of their keys or of the manifest.
 * @throws AwsError AccessDenied, or UserError DataDownloadFailed where there are none, or the manifest is no manifest
 */
export async function inputObjects(
	ctx: Context,
	input: TransformInput,
	roleArn: string | undefined
): Promise<InputObject[]> {
	const { S3DataType, S3Uri = '' } = input.DataSource?.S3DataSource ?? {};
	const place = parseS3Uri(S3Uri);
	if (!place || !ctx.store.get(buckets, place.bucket)) {
		throw failed(`The bucket of '${S3Uri}' does not exist.`, 'Create it and put the data in.');
	}
	const access = bucketAccess(ctx, roleArn);
	if (S3DataType === 'ManifestFile') return fromManifest(ctx, S3Uri, access);
	access.needList(place.bucket, place.key);
	// A prefix is a beginning of keys; what lies before its last slash is no part of an object's own name.
	const folder = place.key.slice(0, place.key.lastIndexOf('/') + 1);
	const found = objectsUnder(ctx, place.bucket, place.key)
		.filter(({ key }) => !key.endsWith('/'))
		.map(({ bucket, key }) => ({ bucket, key, relativeName: key.slice(folder.length) }));
	if (found.length > 0) return found;
	throw failed(`No S3 objects were found under '${S3Uri}'.`, 'Put the data there, or correct the prefix.');
}

async function fromManifest(ctx: Context, uri: string, access: BucketAccess): Promise<InputObject[]> {
	const { bucket, key } = parseS3Uri(uri)!;
	access.needRead(bucket, key);
	let entries: unknown;
	try {
		entries = JSON.parse(decodeUtf8((await readObject(ctx, bucket, key)).bytes));
	} catch (cause) {
		const why = cause instanceof Error ? cause.message : String(cause);
		throw failed(`The manifest '${uri}' cannot be read: ${why}`, MANIFEST);
	}
	const [head, ...names] = Array.isArray(entries) ? (entries as unknown[]) : [];
	const prefix = (head as { readonly prefix?: unknown } | undefined)?.prefix;
	const place = typeof prefix === 'string' ? parseS3Uri(prefix) : null;
	if (!place || names.length === 0 || !names.every((name) => typeof name === 'string')) {
		throw failed(`The manifest '${uri}' has another form.`, MANIFEST);
	}
	return names.map((name) => ({ bucket: place.bucket, key: place.key + name, relativeName: name }));
}

const MANIFEST =
	'A manifest is a JSON list: {"prefix": "s3://bucket/folder/"}, then the names that follow it.';

function failed(message: string, hint: string): UserError {
	return new UserError('DataDownloadFailed', `Data download failed: ${message}`, { hint });
}
