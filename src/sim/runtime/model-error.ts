import { AwsError } from '#base/errors.ts';
import { decodeUtf8 } from '#base/bytes.ts';
import { arnOf } from '../core/arn.ts';
import type { Context } from '../core/context.ts';
import { endpointLogGroup, type ContainerAnswer } from '../sagemaker/index.ts';

/** Longest message of an error that a container's words may make. */
const LONGEST = 1024;

/** Whether the container refused or broke; 0 stands for one that gave no answer in time. */
export function isRefusal({ output: { status } }: ContainerAnswer): boolean {
	return status >= 400 || status === 0;
}

/** ModelError 424: what a container said that refused, broke, or gave no answer in time. */
export function modelError(
	ctx: Context,
	endpointName: string,
	{ output: { status, body }, container }: ContainerAnswer
): AwsError {
	const { region, accountId } = ctx;
	const original = decodeUtf8(body).slice(0, LONGEST);
	const kind = status >= 400 && status < 500 ? 'client' : 'server';
	const group = endpointLogGroup(endpointName);
	const console = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#logEventViewer:group=${group}`;
	return new AwsError(
		'ModelError',
		`Received ${kind} error (${status}) from ${container} with message "${original}". See ${console} in account ${accountId} for more information.`,
		424,
		{
			members: {
				OriginalStatusCode: status,
				OriginalMessage: original,
				LogStreamArn: arnOf(ctx, 'logs', `log-group:${group}`)
			}
		}
	);
}
