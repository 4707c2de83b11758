import type { Context } from '../../core/context.ts';
import { arnOf } from '../../core/arn.ts';
import { notSimulated } from '../../core/not-simulated.ts';
import type { BucketSettings } from '../buckets/settings.ts';
import { invalidArgument } from '../errors.ts';
import type { Encryption } from '../tables.ts';

interface EncryptionInput {
	readonly ServerSideEncryption?: string | undefined;
	readonly SSEKMSKeyId?: string | undefined;
}

const MANAGED_KEY = 'alias/aws/s3';

/**
 * How a new object is said to be encrypted: as its request has it, else by the bucket's default. Nothing is encrypted;
 * only what clients see of it is simulated, and only S3's own keys.
 * @throws AwsError InvalidArgument or NotSimulated
 */
export function encryptionOf(ctx: Context, settings: BucketSettings, input: EncryptionInput): Encryption {
	const { ServerSideEncryption: algorithm, SSEKMSKeyId: keyId } = input;
	if (keyId !== undefined && algorithm !== 'aws:kms') {
		throw invalidArgument(
			'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
			'x-amz-server-side-encryption',
			algorithm ?? 'null'
		);
	}
	if (algorithm === undefined) return bucketEncryption(ctx, settings);
	return namedEncryption(ctx, algorithm, keyId);
}

/** The bucket's default: AES256 unless it was set otherwise. */
export function bucketEncryption(ctx: Context, { encryption }: BucketSettings): Encryption {
	const rule = encryption?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
	return namedEncryption(ctx, rule?.SSEAlgorithm ?? 'AES256', rule?.KMSMasterKeyID);
}

/** @throws AwsError NotSimulated for algorithms and keys that are not here */
export function namedEncryption(ctx: Context, algorithm: string, keyId: string | undefined): Encryption {
	if (algorithm === 'AES256') return { algorithm, keyId: null };
	if (algorithm !== 'aws:kms') {
		throw notSimulated(`Encryption with '${algorithm}'`, 'Simulated: AES256, aws:kms.');
	}
	const managed = arnOf(ctx, 'kms', MANAGED_KEY);
	if (keyId === undefined || keyId === MANAGED_KEY || keyId === managed) return { algorithm, keyId: managed };
	throw notSimulated(`The KMS key '${keyId}'`, `Simulated: S3's own, ${MANAGED_KEY}. Leave the key out.`);
}

/** As outputs say it. */
export function encryptionMembers({ algorithm, keyId }: Encryption): {
	ServerSideEncryption: 'AES256' | 'aws:kms';
	SSEKMSKeyId?: string;
} {
	return { ServerSideEncryption: algorithm, ...(keyId === null ? {} : { SSEKMSKeyId: keyId }) };
}
