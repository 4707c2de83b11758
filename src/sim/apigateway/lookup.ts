import type { Method } from '@aws-sdk/client-api-gateway';
import type { Context } from '../core/context.ts';
import type { Transaction } from '../core/table.ts';
import { notFound } from './errors.ts';
import { inApi, resources, restApis, type ResourceRecord, type RestApiRecord } from './tables.ts';

type Source = Pick<Transaction, 'get'>;

/** Which method a request is about. */
export interface MethodRef {
	readonly restApiId: string;
	readonly resourceId: string;
	readonly httpMethod: string;
}

/** @throws AwsError NotFoundException */
export function needApi({ accountId }: Context, source: Source, id: string): RestApiRecord {
	const api = source.get(restApis, id);
	if (!api) throw notFound(`Invalid API identifier specified ${accountId}:${id}`);
	return api;
}

/** @throws AwsError NotFoundException */
export function needResource(ctx: Context, source: Source, apiId: string, id: string): ResourceRecord {
	needApi(ctx, source, apiId);
	const resource = source.get(resources, inApi(apiId, id));
	if (!resource) throw notFound('Invalid Resource identifier specified');
	return resource;
}

/** @throws AwsError NotFoundException */
export function needMethod(
	ctx: Context,
	source: Source,
	{ restApiId, resourceId, httpMethod }: MethodRef
): { readonly resource: ResourceRecord; readonly method: Method } {
	const resource = needResource(ctx, source, restApiId, resourceId);
	const method = Object.hasOwn(resource.methods, httpMethod) ? resource.methods[httpMethod] : undefined;
	if (!method) throw notFound('Invalid Method identifier specified');
	return { resource, method };
}

/** Puts a method into its resource, or takes it away. */
export function putMethodInto(
	tx: Transaction,
	resource: ResourceRecord,
	httpMethod: string,
	method: Method | undefined
): void {
	const others = Object.entries(resource.methods).filter(([name]) => name !== httpMethod);
	const methods = Object.fromEntries(method ? [...others, [httpMethod, method] as const] : others);
	tx.put(resources, inApi(resource.apiId, resource.id), { ...resource, methods });
}
