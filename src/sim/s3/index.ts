export { needObject, readObject, type ReadObject } from './read.ts';
export { s3 } from './service.ts';
export { buckets, objects, objectsUnder, objectView, type ObjectRecord } from './tables.ts';
export { parseS3Uri } from './uri.ts';
export { putObjectIn, type NewObject } from './write.ts';
