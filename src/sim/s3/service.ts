import { countRequest } from '../billing/index.ts';
import type { Context } from '../core/context.ts';
import type { Service } from '../core/service.ts';
import { readServiceModel } from '../protocol/model.ts';
import shapes from '../protocol/shapes/s3.json' with { type: 'json' };
import {
	createBucket,
	deleteBucket,
	getBucketLocation,
	headBucket,
	listBuckets
} from './bucket-operations.ts';
import { copyObject } from './copy-object.ts';
import { listObjects, listObjectsV2 } from './list-objects.ts';
import { deleteObject, deleteObjects, getObject, headObject, putObject } from './object-operations.ts';

const HOST = /^(?:(.+)\.)?s3[.-](?:[a-z0-9-]+\.)?amazonaws\.com$/;

/** A virtual host's bucket goes in front of the path, so that both styles are one. */
function pathOf(hostname: string, path: string): string {
	const bucket = HOST.exec(hostname)?.[1];
	return bucket === undefined ? path : `/${bucket}${path}`;
}

/** Deletions are free. */
const TIERS: Readonly<Record<string, 'write' | 'read'>> = {
	PutObject: 'write',
	CopyObject: 'write',
	ListObjects: 'write',
	ListObjectsV2: 'write',
	GetObject: 'read',
	HeadObject: 'read',
	HeadBucket: 'read'
};

function served(ctx: Context, operation: string, input: Readonly<Record<string, unknown>>): void {
	const tier = TIERS[operation];
	if (tier && typeof input['Bucket'] === 'string') countRequest(ctx, input['Bucket'], tier);
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/ */
export const s3: Service = {
	id: 's3',
	name: 'S3',
	model: readServiceModel(shapes),
	operations: {
		CopyObject: copyObject,
		CreateBucket: createBucket,
		DeleteBucket: deleteBucket,
		DeleteObject: deleteObject,
		DeleteObjects: deleteObjects,
		GetBucketLocation: getBucketLocation,
		GetObject: getObject,
		HeadBucket: headBucket,
		HeadObject: headObject,
		ListBuckets: listBuckets,
		ListObjects: listObjects,
		ListObjectsV2: listObjectsV2,
		PutObject: putObject
	},
	validationCode: 'InvalidArgument',
	failureCode: 'InternalError',
	hosts: HOST,
	pathOf,
	statusOf: (output) => (output['ContentRange'] === undefined ? undefined : 206),
	xmlRoots: {
		ListBuckets: 'ListAllMyBucketsResult',
		ListObjects: 'ListBucketResult',
		ListObjectsV2: 'ListBucketResult',
		DeleteObjects: 'DeleteResult'
	},
	xmlUnwrapped: ['GetBucketLocation'],
	served
};
