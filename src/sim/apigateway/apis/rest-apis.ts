import type {
	CreateRestApiRequest,
	DeleteRestApiRequest,
	GetRestApiRequest,
	GetRestApisRequest,
	RestApi,
	RestApis
} from '@aws-sdk/client-api-gateway';
import type { Context } from '../../core/context.ts';
import { notSimulated } from '../../core/not-simulated.ts';
import type { Given } from '../../core/service.ts';
import { refuseUnsupported } from '../../core/unsupported.ts';
import { badRequest, limitExceeded } from '../errors.ts';
import { needApi } from '../lookup.ts';
import { newId, wholeSecond } from '../new-id.ts';
import { positionedPage } from '../page.ts';
import { checkTags } from '../tags.ts';
import { deployments, inApi, resources, restApis, stages, type RestApiRecord } from '../tables.ts';

const MOST_COMPRESSION = 10_485_760;

/** With the root of its tree of paths. */
export async function createRestApi(
	ctx: Context,
	input: Given<CreateRestApiRequest, 'name'>
): Promise<RestApi> {
	refuseUnsupported('CreateRestApi', input, [
		'cloneFrom',
		'policy',
		'securityPolicy',
		'endpointAccessMode',
		'endpointConfiguration.vpcEndpointIds'
	]);
	const { name, description, version, minimumCompressionSize, endpointConfiguration: endpoint } = input;
	if (name.trim() === '') throw badRequest('API name cannot be blank');
	if (description === '') throw badRequest('Description cannot be an empty string');
	if (endpoint?.types?.includes('PRIVATE')) {
		throw notSimulated("The endpoint type 'PRIVATE' of CreateRestApi", 'Simulated: EDGE, REGIONAL.');
	}
	if ((endpoint?.types?.length ?? 1) !== 1) throw badRequest('An API has exactly one endpoint type.');
	if (minimumCompressionSize !== undefined && !isCompressionSize(minimumCompressionSize)) {
		throw badRequest(`Invalid minimum compression size, must be between 0 and ${MOST_COMPRESSION}`);
	}
	checkTags(input.tags);
	return ctx.store.transact((tx) => {
		if (ctx.store.values(restApis).length >= ctx.quotas.restApis) {
			throw limitExceeded(`The account has ${ctx.quotas.restApis} REST APIs, which is the limit.`);
		}
		const api: RestApiRecord = {
			id: newId(ctx, 10),
			name,
			description,
			version,
			createdAt: wholeSecond(tx.now),
			binaryMediaTypes: [...(input.binaryMediaTypes ?? [])],
			minimumCompressionSize,
			apiKeySource: input.apiKeySource ?? 'HEADER',
			endpoint: { types: endpoint?.types ?? ['EDGE'], ipAddressType: endpoint?.ipAddressType ?? 'ipv4' },
			executeDisabled: input.disableExecuteApiEndpoint ?? false,
			rootId: newId(ctx, 10),
			tags: { ...input.tags }
		};
		tx.put(restApis, api.id, api);
		const root = { apiId: api.id, id: api.rootId, parentId: null, pathPart: null, path: '/', methods: {} };
		tx.put(resources, inApi(api.id, api.rootId), root);
		return shown(api);
	});
}

function isCompressionSize(size: number): boolean {
	return size >= 0 && size <= MOST_COMPRESSION;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApi.html */
export async function getRestApi(
	ctx: Context,
	{ restApiId }: Given<GetRestApiRequest, 'restApiId'>
): Promise<RestApi> {
	return shown(needApi(ctx, ctx.store, restApiId));
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html */
export async function getRestApis(ctx: Context, input: GetRestApisRequest): Promise<RestApis> {
	const { items, position } = positionedPage(ctx.store.values(restApis), input, ({ id }) => id);
	return { items: items.map(shown), position };
}

/** With everything in it. */
export async function deleteRestApi(
	ctx: Context,
	{ restApiId }: Given<DeleteRestApiRequest, 'restApiId'>
): Promise<object> {
	await ctx.store.transact((tx) => {
		needApi(ctx, tx, restApiId);
		for (const table of [resources, deployments, stages]) {
			for (const [key] of ctx.store.entries<unknown>(table)) {
				if (key.startsWith(inApi(restApiId, ''))) tx.remove<unknown>(table, key);
			}
		}
		tx.remove(restApis, restApiId);
	});
	return {};
}

function shown(api: RestApiRecord): RestApi {
	return {
		id: api.id,
		name: api.name,
		description: api.description,
		version: api.version,
		createdDate: new Date(api.createdAt),
		binaryMediaTypes: api.binaryMediaTypes.length > 0 ? [...api.binaryMediaTypes] : undefined,
		minimumCompressionSize: api.minimumCompressionSize,
		apiKeySource: api.apiKeySource,
		endpointConfiguration: api.endpoint,
		tags: Object.keys(api.tags).length > 0 ? { ...api.tags } : undefined,
		disableExecuteApiEndpoint: api.executeDisabled,
		rootResourceId: api.rootId
	};
}
