import type { Operation } from '../core/service.ts';
import {
	createBucket,
	deleteBucket,
	getBucketLocation,
	headBucket,
	listBuckets
} from './buckets/bucket-operations.ts';
import { getBucketCors, putBucketCors } from './buckets/cors.ts';
import { getBucketEncryption, putBucketEncryption } from './buckets/default-encryption.ts';
import { deletionOf } from './buckets/needed.ts';
import { getBucketPolicy, getBucketPolicyStatus, putBucketPolicy } from './buckets/policy.ts';
import {
	getBucketOwnership,
	getPublicAccessBlock,
	putBucketOwnership,
	putPublicAccessBlock
} from './buckets/public-access.ts';
import { getBucketTagging, putBucketTagging } from './buckets/tagging.ts';
import { getBucketVersioning, putBucketVersioning } from './buckets/versioning.ts';
import { getBucketWebsite, putBucketWebsite } from './buckets/website.ts';
import { getBucketLifecycle, putBucketLifecycle } from './lifecycle/operations.ts';
import { listObjects, listObjectsV2 } from './listing/list-objects.ts';
import { listObjectVersions } from './listing/list-versions.ts';
import { completeMultipartUpload } from './multipart/complete-upload.ts';
import { abortMultipartUpload, createMultipartUpload } from './multipart/create-upload.ts';
import { listParts } from './multipart/list-parts.ts';
import { listMultipartUploads } from './multipart/list-uploads.ts';
import { uploadPartCopy } from './multipart/upload-part-copy.ts';
import { uploadPart } from './multipart/upload-part.ts';
import { getBucketNotification, putBucketNotification } from './notifications/operations.ts';
import { copyObject } from './objects/copy-object.ts';
import { deleteObject, deleteObjects } from './objects/delete-object.ts';
import { getObject, headObject } from './objects/get-object.ts';
import { getObjectAttributes } from './objects/object-attributes.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './objects/object-tagging.ts';
import { putObject } from './objects/put-object.ts';

/** All that the simulated S3 can do. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
	AbortMultipartUpload: abortMultipartUpload,
	CompleteMultipartUpload: completeMultipartUpload,
	CopyObject: copyObject,
	CreateBucket: createBucket,
	CreateMultipartUpload: createMultipartUpload,
	DeleteBucket: deleteBucket,
	DeleteBucketCors: deletionOf('cors'),
	DeleteBucketEncryption: deletionOf('encryption'),
	DeleteBucketLifecycle: deletionOf('lifecycle'),
	DeleteBucketOwnershipControls: deletionOf('ownership'),
	DeleteBucketPolicy: deletionOf('policy'),
	DeleteBucketTagging: deletionOf('tags'),
	DeleteBucketWebsite: deletionOf('website'),
	DeleteObject: deleteObject,
	DeleteObjects: deleteObjects,
	DeleteObjectTagging: deleteObjectTagging,
	DeletePublicAccessBlock: deletionOf('publicAccessBlock'),
	GetBucketCors: getBucketCors,
	GetBucketEncryption: getBucketEncryption,
	GetBucketLifecycleConfiguration: getBucketLifecycle,
	GetBucketLocation: getBucketLocation,
	GetBucketNotificationConfiguration: getBucketNotification,
	GetBucketOwnershipControls: getBucketOwnership,
	GetBucketPolicy: getBucketPolicy,
	GetBucketPolicyStatus: getBucketPolicyStatus,
	GetBucketTagging: getBucketTagging,
	GetBucketVersioning: getBucketVersioning,
	GetBucketWebsite: getBucketWebsite,
	GetObject: getObject,
	GetObjectAttributes: getObjectAttributes,
	GetObjectTagging: getObjectTagging,
	GetPublicAccessBlock: getPublicAccessBlock,
	HeadBucket: headBucket,
	HeadObject: headObject,
	ListBuckets: listBuckets,
	ListMultipartUploads: listMultipartUploads,
	ListObjects: listObjects,
	ListObjectsV2: listObjectsV2,
	ListObjectVersions: listObjectVersions,
	ListParts: listParts,
	PutBucketCors: putBucketCors,
	PutBucketEncryption: putBucketEncryption,
	PutBucketLifecycleConfiguration: putBucketLifecycle,
	PutBucketNotificationConfiguration: putBucketNotification,
	PutBucketOwnershipControls: putBucketOwnership,
	PutBucketPolicy: putBucketPolicy,
	PutBucketTagging: putBucketTagging,
	PutBucketVersioning: putBucketVersioning,
	PutBucketWebsite: putBucketWebsite,
	PutObject: putObject,
	PutObjectTagging: putObjectTagging,
	PutPublicAccessBlock: putPublicAccessBlock,
	UploadPart: uploadPart,
	UploadPartCopy: uploadPartCopy
};
