import { AwsError } from '#base/errors.ts';
import type { Context } from '../core/context.ts';
import { endpoints, type EndpointRecord } from '../sagemaker/index.ts';

const SERVES: readonly EndpointRecord['status'][] = ['InService', 'Updating', 'RollingBack'];

/** @throws AwsError ValidationError, with the status that stands in the way */
export function needServing(ctx: Context, name: string): EndpointRecord {
	const endpoint = ctx.store.get(endpoints, name);
	if (endpoint && SERVES.includes(endpoint.status)) return endpoint;
	const status = endpoint ? ` It is ${endpoint.status}; only an endpoint that is InService answers.` : '';
	throw new AwsError('ValidationError', `Endpoint ${name} of account ${ctx.accountId} not found.${status}`);
}
