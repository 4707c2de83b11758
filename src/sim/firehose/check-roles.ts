import { AwsError } from '#base/errors.ts';
import type { Context } from '../core/context.ts';
import { mayAssume, roleAccess } from '../iam/index.ts';
import type { DeliveryStreamRecord } from './tables.ts';

const FIREHOSE = 'firehose.amazonaws.com';
/** What it takes to read a stream of Kinesis. */
const READ = ['kinesis:GetShardIterator', 'kinesis:GetRecords'];

type Source = Pick<NonNullable<DeliveryStreamRecord['source']>, 'streamArn' | 'roleArn'>;

/** @throws AwsError InvalidArgumentException for a role that Firehose may not take on */
export function checkAssumable(ctx: Context, roleArn: string): void {
	if (mayAssume(ctx, FIREHOSE, roleArn)) return;
	throw invalid(`Firehose is unable to assume role ${roleArn}. Please check the role provided.`);
}

/** @throws AwsError InvalidArgumentException for a role that may not look at the stream */
export function checkSource(ctx: Context, { streamArn, roleArn }: Source): void {
	checkAssumable(ctx, roleArn);
	if (roleAccess(ctx, roleArn).may('kinesis:DescribeStream', streamArn)) return;
	const stream = streamArn.split('/')[1];
	throw invalid(`Role ${roleArn} is not authorized to perform DescribeStream on ${stream}.`);
}

/** Whether Firehose may take records from the stream now. */
export function mayRead(ctx: Context, { streamArn, roleArn }: Source): boolean {
	const access = roleAccess(ctx, roleArn);
	return READ.every((action) => access.may(action, streamArn));
}

function invalid(message: string): AwsError {
	return new AwsError('InvalidArgumentException', message);
}
