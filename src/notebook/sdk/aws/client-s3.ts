/**
 * What a cell gets for '@aws-sdk/client-s3': everything of the official package, with its clients wired to the
 * simulated region and its waiters to simulated time.
 */
import * as official from '@aws-sdk/client-s3';
import { HINTS_PLACE, addHints } from './hints.ts';
import { simulated } from './preset.ts';
import { checksums } from './s3.ts';
import { provideWaiterMethods, waitFor, waitUntil } from './waiters.ts';

// The one place where `export *` is right: this module stands in for the official one, name by name.
export * from '@aws-sdk/client-s3';
export { S3Client } from './s3.ts';

/** The official S3, the client with a method per operation, wired to the simulated region. */
export class S3 extends official.S3 {
	constructor(config?: official.S3ClientConfig) {
		super(simulated('s3', { ...checksums, ...config }));
		this.middlewareStack.add(addHints, HINTS_PLACE);
	}
}

export const waitUntilBucketExists = waitUntil(official.waitUntilBucketExists, 5);
export const waitUntilBucketNotExists = waitUntil(official.waitUntilBucketNotExists, 5);
export const waitUntilObjectExists = waitUntil(official.waitUntilObjectExists, 5);
export const waitUntilObjectNotExists = waitUntil(official.waitUntilObjectNotExists, 5);

export const waitForBucketExists = waitFor(official.waitForBucketExists, 5);
export const waitForBucketNotExists = waitFor(official.waitForBucketNotExists, 5);
export const waitForObjectExists = waitFor(official.waitForObjectExists, 5);
export const waitForObjectNotExists = waitFor(official.waitForObjectNotExists, 5);

provideWaiterMethods(S3.prototype, {
	waitUntilBucketExists,
	waitUntilBucketNotExists,
	waitUntilObjectExists,
	waitUntilObjectNotExists
});
