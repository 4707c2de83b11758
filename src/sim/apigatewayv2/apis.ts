import type {
	Api,
	CreateApiRequest,
	CreateApiResponse,
	DeleteApiRequest,
	GetApiRequest,
	GetApiResponse,
	GetApisRequest,
	GetApisResponse,
	UpdateApiRequest,
	UpdateApiResponse
} from '@aws-sdk/client-apigatewayv2';
import { badRequest, checkTags, inApi, limitExceeded, newId, wholeSecond } from '../apigateway/index.ts';
import type { Context } from '../core/context.ts';
import { notSimulated } from '../core/not-simulated.ts';
import type { Given } from '../core/service.ts';
import { refuseUnsupported } from '../core/unsupported.ts';
import { checkCors } from './cors.ts';
import { checkLength, needHttpApi, resultPage } from './lookup.ts';
import { quickCreate } from './quick-create.ts';
import { deployAutomatically } from './stages.ts';
import { httpApis, httpDeployments, httpStages, integrations, routes, type HttpApiRecord } from './tables.ts';

const ROUTE_SELECTION = '$request.method $request.path';
const KEY_SELECTION = '$request.header.x-api-key';

/** With `Target`, also a route to it and the stage `$default`, which serves every change at once. */
export async function createApi(
	ctx: Context,
	input: Given<CreateApiRequest, 'Name' | 'ProtocolType'>
): Promise<CreateApiResponse> {
	if (input.ProtocolType === 'WEBSOCKET') {
		throw notSimulated("ProtocolType 'WEBSOCKET' of CreateApi", 'Simulated: HTTP.');
	}
	checkSettings('CreateApi', input);
	checkTags(input.Tags);
	const { Target, RouteKey, CredentialsArn } = input;
	if (Target === undefined && (RouteKey ?? CredentialsArn) !== undefined) {
		throw badRequest('RouteKey and CredentialsArn are only for an API that is created with a Target.');
	}
	return ctx.store.transact((tx) => {
		if (ctx.store.values(httpApis).length >= ctx.quotas.httpApis) {
			throw limitExceeded(`The account has ${ctx.quotas.httpApis} HTTP APIs, which is the limit.`);
		}
		const api: HttpApiRecord = {
			id: newId(ctx, 10),
			name: input.Name,
			description: input.Description,
			version: input.Version,
			cors: input.CorsConfiguration,
			executeDisabled: input.DisableExecuteApiEndpoint ?? false,
			ipAddressType: input.IpAddressType ?? 'ipv4',
			tags: { ...input.Tags },
			createdAt: wholeSecond(tx.now)
		};
		tx.put(httpApis, api.id, api);
		if (Target !== undefined)
			quickCreate(tx, ctx, api.id, { target: Target, routeKey: RouteKey, CredentialsArn });
		return shown(ctx, api);
	});
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html */
export async function getApi(
	ctx: Context,
	{ ApiId }: Given<GetApiRequest, 'ApiId'>
): Promise<GetApiResponse> {
	return shown(ctx, needHttpApi(ctx, ctx.store, ApiId));
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html */
export async function getApis(ctx: Context, input: GetApisRequest): Promise<GetApisResponse> {
	const all = ctx.store.values(httpApis).map((api) => shown(ctx, api));
	return resultPage(all, input, ({ ApiId }) => ApiId!);
}

/** An empty CORS configuration takes it away. */
export async function updateApi(
	ctx: Context,
	input: Given<UpdateApiRequest, 'ApiId'>
): Promise<UpdateApiResponse> {
	refuseUnsupported('UpdateApi', input, ['Target', 'RouteKey', 'CredentialsArn']);
	checkSettings('UpdateApi', input);
	return ctx.store.transact((tx) => {
		const before = needHttpApi(ctx, tx, input.ApiId);
		const { CorsConfiguration: cors = before.cors } = input;
		const api: HttpApiRecord = {
			...before,
			name: input.Name ?? before.name,
			description: input.Description ?? before.description,
			version: input.Version ?? before.version,
			cors: cors && Object.keys(cors).length > 0 ? cors : undefined,
			executeDisabled: input.DisableExecuteApiEndpoint ?? before.executeDisabled,
			ipAddressType: input.IpAddressType ?? before.ipAddressType
		};
		tx.put(httpApis, api.id, api);
		deployAutomatically(tx, ctx, api.id);
		return shown(ctx, api);
	});
}

/** With everything in it. */
export async function deleteApi(ctx: Context, { ApiId }: Given<DeleteApiRequest, 'ApiId'>): Promise<object> {
	await ctx.store.transact((tx) => {
		needHttpApi(ctx, tx, ApiId);
		for (const table of [integrations, routes, httpDeployments, httpStages]) {
			for (const [key] of ctx.store.entries<unknown>(table)) {
				if (key.startsWith(inApi(ApiId, ''))) tx.remove<unknown>(table, key);
			}
		}
		tx.remove(httpApis, ApiId);
	});
	return {};
}

function checkSettings(operation: string, input: Partial<CreateApiRequest> | UpdateApiRequest): void {
	refuseUnsupported(operation, input, ['DisableSchemaValidation']);
	checkLength('Name', input.Name, 1, 128);
	checkLength('Description', input.Description, 0, 1024);
	checkLength('Version', input.Version, 1, 64);
	const { RouteSelectionExpression: selection = ROUTE_SELECTION } = input;
	if (selection.replace(/\$\{([^}]+)\}/g, '$$$1') !== ROUTE_SELECTION) {
		throw badRequest(`Only ${ROUTE_SELECTION} is supported for HTTP APIs.`);
	}
	if (input.ApiKeySelectionExpression !== undefined && input.ApiKeySelectionExpression !== KEY_SELECTION) {
		refuseUnsupported(operation, input, ['ApiKeySelectionExpression']);
	}
	checkCors(input.CorsConfiguration);
}

function shown({ region }: Context, api: HttpApiRecord): Api {
	return {
		ApiEndpoint: `https://${api.id}.execute-api.${region}.amazonaws.com`,
		ApiId: api.id,
		ApiKeySelectionExpression: KEY_SELECTION,
		CorsConfiguration: api.cors,
		CreatedDate: new Date(api.createdAt),
		Description: api.description,
		DisableExecuteApiEndpoint: api.executeDisabled,
		IpAddressType: api.ipAddressType,
		Name: api.name,
		ProtocolType: 'HTTP',
		RouteSelectionExpression: ROUTE_SELECTION,
		Tags: { ...api.tags },
		Version: api.version
	};
}
