import type { StreamedRequest } from '#base/wire.ts';
import { AwsError } from '#base/errors.ts';
import { deployedName, inApi } from '../apigateway/index.ts';
import type { Context } from '../core/context.ts';
import { notSimulated } from '../core/not-simulated.ts';
import { httpApis, httpStages } from './tables.ts';

/** Hosts at which APIs of both generations are called. */
const EXECUTE_HOST = /^([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com$/;

/**
 * Refuses a call of an API: of one that is not there, or has no such stage, as API Gateway does; of any other by name,
 * since nothing is executed yet.
 */
export function refuseExecution(
	ctx: Context,
	{ hostname, path }: Pick<StreamedRequest, 'hostname' | 'path'>
): void {
	const apiId = EXECUTE_HOST.exec(hostname)?.[1];
	if (apiId === undefined) return;
	const stage = path.split('/')[1] ?? '';
	const name = deployedName(ctx, apiId, stage) ?? httpApiName(ctx, apiId, stage);
	if (name === undefined) throw new AwsError('ForbiddenException', 'Forbidden', 403);
	throw notSimulated(`Calling the API ${name} at https://${hostname}${path}`, 'Execution comes later.');
}

function httpApiName({ store }: Context, apiId: string, stage: string): string | undefined {
	const api = store.get(httpApis, apiId);
	const isServed = [stage, '$default'].some((name) => store.get(httpStages, inApi(apiId, name)));
	return api && !api.executeDisabled && isServed ? api.name : undefined;
}
