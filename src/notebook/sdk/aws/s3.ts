import { S3Client as Official, type S3ClientConfig } from '@aws-sdk/client-s3';
import { HINTS_PLACE, addHints } from './hints.ts';
import { simulated } from './preset.ts';

/**
 * Without these a browser cannot upload a Blob or File: the client would try to hash the stream while it sends it.
 * @see https://github.com/aws/aws-sdk-js-v3/issues/6834
 */
export const checksums = {
	requestChecksumCalculation: 'WHEN_REQUIRED',
	responseChecksumValidation: 'WHEN_REQUIRED'
} as const;

/** The official S3Client, wired to the simulated region. */
export class S3Client extends Official {
	constructor(config?: S3ClientConfig) {
		super(simulated('s3', { ...checksums, ...config }));
		this.middlewareStack.add(addHints, HINTS_PLACE);
	}
}
