export { bucketSettings, settingsOf, type BucketSettings } from './buckets/settings.ts';
export { crossOriginHeaders, preflight } from './cors/preflight.ts';
export { parts, uploads } from './multipart/uploads.ts';
export { moderniseObjects } from './modern-object.ts';
export { deliverNotifications } from './notifications/deliver.ts';
export { needObject, readObject, type ReadObject } from './objects/read.ts';
export { putObjectIn, type NewObject } from './objects/write.ts';
export { blobIds } from './blob-ids.ts';
export { s3 } from './service.ts';
export {
	buckets,
	history,
	needBucket,
	objects,
	objectsUnder,
	objectView,
	sharedBlobs,
	type ObjectRecord
} from './tables.ts';
export { parseS3Uri } from './uri.ts';
