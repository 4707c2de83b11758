import type {
	ExtendedS3DestinationConfiguration,
	ExtendedS3DestinationUpdate
} from '@aws-sdk/client-firehose';
import { AwsError } from '#base/errors.ts';
import { refuseUnsupported } from '../core/unsupported.ts';
import { checkPrefix } from './prefix.ts';
import type { S3Destination } from './tables.ts';

const UNSUPPORTED = [
	'EncryptionConfiguration.KMSEncryptionConfig',
	'CloudWatchLoggingOptions.Enabled',
	'ProcessingConfiguration.Enabled',
	'DataFormatConversionConfiguration.Enabled',
	'DynamicPartitioningConfiguration.Enabled',
	'S3BackupConfiguration',
	'S3BackupUpdate',
	'CustomTimeZone'
] as const;

const DEFAULTS = { sizeMb: 5, intervalSeconds: 300, prefix: null, errorPrefix: null, fileExtension: '' };

/**
 * The destination that a configuration asks for, laid over the one before it.
 * @throws AwsError InvalidArgumentException, NotSimulated
 */
export function destinationFrom(
	operation: string,
	given: ExtendedS3DestinationConfiguration | ExtendedS3DestinationUpdate,
	extended: boolean,
	before?: S3Destination
): S3Destination {
	refuseUnsupported(operation, given, UNSUPPORTED);
	// The port to compress is not there: what says GZIP must be GZIP.
	const compression = given.CompressionFormat === 'UNCOMPRESSED' ? undefined : given.CompressionFormat;
	refuseUnsupported(operation, { CompressionFormat: compression }, ['CompressionFormat']);
	const backup = given.S3BackupMode === 'Disabled' ? undefined : given.S3BackupMode;
	refuseUnsupported(operation, { S3BackupMode: backup }, ['S3BackupMode']);
	const old = before ?? DEFAULTS;
	const destination = {
		roleArn: given.RoleARN ?? before?.roleArn ?? '',
		bucketArn: given.BucketARN ?? before?.bucketArn ?? '',
		prefix: given.Prefix ?? old.prefix,
		errorPrefix: given.ErrorOutputPrefix ?? old.errorPrefix,
		sizeMb: given.BufferingHints?.SizeInMBs ?? old.sizeMb,
		intervalSeconds: given.BufferingHints?.IntervalInSeconds ?? old.intervalSeconds,
		fileExtension: given.FileExtension ?? old.fileExtension,
		extended
	};
	checkPrefix(destination.prefix);
	if (destination.prefix?.includes('!{') && destination.errorPrefix === null) {
		throw new AwsError(
			'InvalidArgumentException',
			'ErrorOutputPrefix cannot be null or empty when Prefix contains expressions.'
		);
	}
	return destination;
}

export function destinationView(destination: S3Destination) {
	const plain = {
		RoleARN: destination.roleArn,
		BucketARN: destination.bucketArn,
		Prefix: destination.prefix ?? undefined,
		ErrorOutputPrefix: destination.errorPrefix ?? undefined,
		BufferingHints: { SizeInMBs: destination.sizeMb, IntervalInSeconds: destination.intervalSeconds },
		CompressionFormat: 'UNCOMPRESSED' as const,
		EncryptionConfiguration: { NoEncryptionConfig: 'NoEncryption' as const }
	};
	const more = { S3BackupMode: 'Disabled' as const, FileExtension: destination.fileExtension || undefined };
	return {
		DestinationId: 'destinationId-000000000001',
		S3DestinationDescription: plain,
		...(destination.extended ? { ExtendedS3DestinationDescription: { ...plain, ...more } } : {})
	};
}
