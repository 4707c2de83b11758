import type {
	GetBucketNotificationConfigurationRequest,
	LambdaFunctionConfiguration,
	NotificationConfiguration,
	PutBucketNotificationConfigurationRequest
} from '@aws-sdk/client-s3';
import { AwsError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import { notSimulated } from '../../core/not-simulated.ts';
import type { Given } from '../../core/service.ts';
import { changeSetting } from '../buckets/needed.ts';
import { settingsOf } from '../buckets/settings.ts';
import { needBucket } from '../tables.ts';
import { filterOf } from './filter.ts';

/** Functions are the only destination: queues, topics and event buses are not simulated. An empty one takes it away. */
export async function putBucketNotification(
	ctx: Context,
	input: Given<PutBucketNotificationConfigurationRequest, 'Bucket' | 'NotificationConfiguration'>
): Promise<object> {
	const { Bucket: bucket, NotificationConfiguration: given } = input;
	needBucket(ctx, bucket);
	for (const member of ['TopicConfigurations', 'QueueConfigurations', 'EventBridgeConfiguration'] as const) {
		if (given[member] !== undefined) throw notSimulated(`${member} of a bucket`, 'Notify a Lambda function.');
	}
	const functions = (given.LambdaFunctionConfigurations ?? []).map((one) => ({
		...one,
		Id: one.Id ?? ctx.rng.uuid()
	}));
	functions.forEach((one, i) => {
		checkFunction(one);
		if (input.SkipDestinationValidation !== true) checkPermission(ctx, bucket, one);
		for (const other of functions.slice(0, i)) checkApart(one, other);
	});
	return changeSetting(
		ctx,
		bucket,
		'notification',
		functions.length > 0 ? { LambdaFunctionConfigurations: functions } : undefined
	);
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html */
export async function getBucketNotification(
	ctx: Context,
	{ Bucket: bucket }: Given<GetBucketNotificationConfigurationRequest, 'Bucket'>
): Promise<NotificationConfiguration> {
	needBucket(ctx, bucket);
	return { ...settingsOf(ctx, bucket).notification };
}

function checkFunction(configuration: LambdaFunctionConfiguration): void {
	const arn = configuration.LambdaFunctionArn ?? '';
	if (!/^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/.test(arn)) {
		throw invalid('The ARN could not be parsed', arn);
	}
	for (const { Name = '' } of configuration.Filter?.Key?.FilterRules ?? []) {
		if (!/^(prefix|suffix)$/i.test(Name))
			throw invalid('filter rule name must be either prefix or suffix', Name);
	}
}

/** The function must be there, and let S3 call it for this bucket. */
function checkPermission(
	ctx: Context,
	bucket: string,
	{ LambdaFunctionArn: arn = '' }: LambdaFunctionConfiguration
): void {
	if (ctx.mayInvoke(arn, { service: 's3.amazonaws.com', sourceArn: `arn:aws:s3:::${bucket}` })) return;
	throw new AwsError('InvalidArgument', 'Unable to validate the following destination configurations', 400, {
		members: { ArgumentName1: `${arn}, null`, ArgumentValue1: `Not authorized to invoke function [${arn}]` },
		hint: 'Create the function, then let s3.amazonaws.com call it with AddPermission.'
	});
}

/** One event must not be told twice. */
function checkApart(a: LambdaFunctionConfiguration, b: LambdaFunctionConfiguration): void {
	const [one, other] = [filterOf(a), filterOf(b)];
	const keysMeet =
		(one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix)) &&
		(one.suffix.endsWith(other.suffix) || other.suffix.endsWith(one.suffix));
	const eventsMeet = (a.Events ?? []).some((x) => (b.Events ?? []).some((y) => covers(x, y) || covers(y, x)));
	if (!keysMeet || !eventsMeet) return;
	throw new AwsError(
		'InvalidArgument',
		'Configurations overlap. Configurations on the same bucket cannot share a common event type.'
	);
}

function covers(pattern: string, event: string): boolean {
	return pattern === event || (pattern.endsWith('*') && event.startsWith(pattern.slice(0, -1)));
}

function invalid(message: string, value: string): AwsError {
	return new AwsError('InvalidArgument', message, 400, {
		members: { ArgumentName: 'LambdaFunctionConfiguration', ArgumentValue: value }
	});
}
