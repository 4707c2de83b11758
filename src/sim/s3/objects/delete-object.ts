import type {
	DeletedObject,
	DeleteObjectOutput,
	DeleteObjectRequest,
	DeleteObjectsOutput,
	DeleteObjectsRequest,
	ObjectIdentifier,
	_Error
} from '@aws-sdk/client-s3';
import { AwsError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import type { Transaction } from '../../core/table.ts';
import { malformedXml } from '../errors.ts';
import { needBucket, objectKey, objects } from '../tables.ts';
import { refuseUnsupported } from '../unsupported.ts';
import { checkWriteConditions } from './conditions.ts';
import { deleteKey, deleteVersion, type Deletion } from './write.ts';

const MOST_KEYS = 1000;

/** Succeeds where there was nothing, as S3 does. */
export async function deleteObject(
	ctx: Context,
	input: Given<DeleteObjectRequest, 'Bucket' | 'Key'>
): Promise<DeleteObjectOutput> {
	refuseUnsupported({ ...input });
	const { Bucket: bucket, Key: key, VersionId: versionId, IfMatch } = input;
	const done = await ctx.store.transact((tx) => deleteOne(tx, ctx, bucket, key, versionId, IfMatch));
	return {
		...(done.deleteMarker ? { DeleteMarker: true } : {}),
		...(done.versionId === undefined ? {} : { VersionId: done.versionId })
	};
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export async function deleteObjects(
	ctx: Context,
	input: Given<DeleteObjectsRequest, 'Bucket' | 'Delete'>
): Promise<DeleteObjectsOutput> {
	refuseUnsupported({ ...input });
	const { Bucket: bucket, Delete: list } = input;
	const asked = list.Objects ?? [];
	if (asked.length === 0 || asked.length > MOST_KEYS) {
		throw malformedXml(`1 to ${MOST_KEYS} keys, not ${asked.length}`);
	}
	needBucket(ctx, bucket);
	const Deleted: DeletedObject[] = [];
	const Errors: _Error[] = [];
	for (const batch of batchesOf(asked)) {
		const results = await ctx.store.transact((tx) => batch.map((one) => tryOne(tx, ctx, bucket, one)));
		for (const result of results) {
			if ('Code' in result) Errors.push(result);
			else Deleted.push(result);
		}
	}
	return { ...(list.Quiet ? {} : { Deleted }), ...(Errors.length > 0 ? { Errors } : {}) };
}

/** A transaction may change a key's versions only once, so a key that comes again goes into the next one. */
function batchesOf(asked: readonly ObjectIdentifier[]): ObjectIdentifier[][] {
	const batches: ObjectIdentifier[][] = [[]];
	let keys = new Set<string>();
	for (const one of asked) {
		if (keys.has(one.Key!)) {
			batches.push([]);
			keys = new Set();
		}
		keys.add(one.Key!);
		batches.at(-1)!.push(one);
	}
	return batches;
}

function tryOne(
	tx: Transaction,
	ctx: Context,
	bucket: string,
	{ Key, VersionId, ETag }: ObjectIdentifier
): DeletedObject | (_Error & { Code: string }) {
	try {
		const { deleteMarker, versionId } = deleteOne(tx, ctx, bucket, Key!, VersionId, ETag);
		return {
			Key: Key!,
			...(VersionId === undefined ? {} : { VersionId }),
			...(deleteMarker ? { DeleteMarker: true, DeleteMarkerVersionId: versionId } : {})
		};
	} catch (error) {
		if (!(error instanceof AwsError) || error.code === 'NoSuchBucket') throw error;
		const { code: Code, message: Message } = error;
		return { Key: Key!, ...(VersionId === undefined ? {} : { VersionId }), Code, Message };
	}
}

function deleteOne(
	tx: Transaction,
	ctx: Context,
	bucket: string,
	key: string,
	versionId: string | undefined,
	ifMatch: string | undefined
): Deletion {
	needBucket(ctx, bucket);
	if (ifMatch !== undefined) {
		checkWriteConditions({ IfMatch: ifMatch }, key, tx.get(objects, objectKey(bucket, key)));
	}
	if (versionId === undefined) return deleteKey(tx, ctx, bucket, key);
	return deleteVersion(tx, ctx, bucket, key, versionId);
}
