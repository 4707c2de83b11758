import { AwsError } from '#base/errors.ts';

/** Kinesis' errors, with the sentences that it sends. */
export const streamNotFound = (name: string, account: string): AwsError =>
	new AwsError('ResourceNotFoundException', `Stream ${name} under account ${account} not found.`);

export const shardNotFound = (shard: string, stream: string, account: string): AwsError =>
	new AwsError(
		'ResourceNotFoundException',
		`Could not find shard ${shard} in stream ${stream} under account ${account}.`
	);

export const invalidArgument = (message: string): AwsError =>
	new AwsError('InvalidArgumentException', message);

export const resourceInUse = (message: string): AwsError => new AwsError('ResourceInUseException', message);

export const limitExceeded = (message: string): AwsError => new AwsError('LimitExceededException', message);

export const throughputExceeded = (shard: string, stream: string, account: string): AwsError =>
	new AwsError(
		'ProvisionedThroughputExceededException',
		`Rate exceeded for shard ${shard} in stream ${stream} under account ${account}.`
	);
