import { countRequest } from '../billing/index.ts';
import type { Context } from '../core/context.ts';
import type { Operation, Service } from '../core/service.ts';
import { readServiceModel } from '../protocol/model.ts';
import shapes from '../protocol/shapes/s3.json' with { type: 'json' };
import { admit } from './access/admit.ts';
import { checkBody } from './access/check-body.ts';
import { guarded } from './access/guarded.ts';
import { isS3Host, pathOf } from './access/hosts.ts';
import { malformedXml } from './errors.ts';
import { OPERATIONS } from './operations.ts';

/** Deletions are free; what is not named here costs as a read. */
const TIERS: Readonly<Record<string, 'write' | 'free'>> = {
	PutObject: 'write',
	CopyObject: 'write',
	CreateMultipartUpload: 'write',
	UploadPart: 'write',
	UploadPartCopy: 'write',
	CompleteMultipartUpload: 'write',
	ListObjects: 'write',
	ListObjectsV2: 'write',
	ListObjectVersions: 'write',
	ListMultipartUploads: 'write',
	ListParts: 'write',
	AbortMultipartUpload: 'free',
	CreateBucket: 'free',
	DeleteBucket: 'free',
	DeleteObject: 'free',
	DeleteObjects: 'free'
};

/** Puts that answer 204, as their pages in the API reference show; the model does not tell. */
const NO_CONTENT = new Set(['PutBucketPolicy', 'PutBucketTagging']);

function served(ctx: Context, operation: string, input: Readonly<Record<string, unknown>>): void {
	const tier = TIERS[operation] ?? (operation.startsWith('Put') ? 'write' : 'read');
	if (tier !== 'free' && typeof input['Bucket'] === 'string') countRequest(ctx, input['Bucket'], tier);
}

const operations = Object.fromEntries(
	Object.entries(OPERATIONS).map(([name, run]): [string, Operation] => [name, guarded(run)])
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/ */
export const s3: Service = {
	id: 's3',
	name: 'S3',
	model: readServiceModel(shapes),
	operations,
	validationCode: 'InvalidArgument',
	documentFault: malformedXml,
	failureCode: 'InternalError',
	hosts: isS3Host,
	pathOf,
	statusOf: (output, operation) =>
		NO_CONTENT.has(operation) ? 204 : output['ContentRange'] === undefined ? undefined : 206,
	streamed: ['PutObject', 'UploadPart'],
	admit,
	checkBody,
	xmlRoots: {
		ListBuckets: 'ListAllMyBucketsResult',
		ListObjects: 'ListBucketResult',
		ListObjectsV2: 'ListBucketResult',
		ListObjectVersions: 'ListVersionsResult',
		DeleteObjects: 'DeleteResult',
		CreateMultipartUpload: 'InitiateMultipartUploadResult',
		GetObjectAttributes: 'GetObjectAttributesResponse',
		GetObjectTagging: 'Tagging',
		GetBucketTagging: 'Tagging',
		GetBucketVersioning: 'VersioningConfiguration',
		GetBucketCors: 'CORSConfiguration',
		GetBucketWebsite: 'WebsiteConfiguration',
		GetBucketLifecycleConfiguration: 'LifecycleConfiguration',
		GetBucketNotificationConfiguration: 'NotificationConfiguration'
	},
	xmlUnwrapped: ['GetBucketLocation'],
	served
};
