import type { Context } from '../../core/context.ts';
import { notSimulated } from '../../core/not-simulated.ts';
import { roleAccess } from '../../iam/index.ts';
import { streams } from '../../kinesis/index.ts';
import { invalidParameter } from '../errors.ts';

const ACTIONS = ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListShards'];

/**
 * Looks whether a function's role may read a stream.
 * @throws AwsError InvalidParameterValueException, or NotSimulated for a source that is no stream of Kinesis
 */
export function needReadable(ctx: Context, sourceArn: string, roleArn: string): void {
	if (!/^arn:[^:]*:kinesis:[^:]*:\d*:stream\/[^/]+$/.test(sourceArn)) {
		throw notSimulated(`The event source ${sourceArn}`, 'Simulated: streams of Kinesis.');
	}
	if (!ctx.store.values(streams).some(({ arn }) => arn === sourceArn)) {
		throw invalidParameter(`Stream not found: ${sourceArn}`);
	}
	const access = roleAccess(ctx, roleArn, 'awslambda');
	if (ACTIONS.every((action) => access.may(`kinesis:${action}`, sourceArn))) return;
	throw invalidParameter(
		`Cannot access stream ${sourceArn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, ListShards, and ListStreams Actions on your stream in IAM.`
	);
}
