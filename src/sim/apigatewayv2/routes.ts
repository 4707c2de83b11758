import type {
	CreateRouteRequest,
	CreateRouteResult,
	DeleteRouteRequest,
	GetRoutesRequest,
	GetRoutesResponse
} from '@aws-sdk/client-apigatewayv2';
import { allIn, badRequest, conflict, inApi, limitExceeded, newId, notFound } from '../apigateway/index.ts';
import type { Context } from '../core/context.ts';
import { notSimulated } from '../core/not-simulated.ts';
import type { Given } from '../core/service.ts';
import type { Transaction } from '../core/table.ts';
import { refuseUnsupported } from '../core/unsupported.ts';
import { checkLength, needHttpApi, resultPage } from './lookup.ts';
import { deployAutomatically } from './stages.ts';
import { integrations, routes, type RouteRecord } from './tables.ts';

/** A path of plain parts and variables; the last variable may take the rest. */
const ROUTE_KEY =
	/^(GET|PUT|POST|DELETE|PATCH|OPTIONS|HEAD|ANY) \/(([^\s/{}]+|\{[\w.-]+\})\/)*([^\s/{}]+|\{[\w.-]+\+?\})?$/;

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html */
export async function createRoute(
	ctx: Context,
	input: Given<CreateRouteRequest, 'ApiId' | 'RouteKey'>
): Promise<CreateRouteResult> {
	refuseUnsupported('CreateRoute', input, [
		'ApiKeyRequired',
		'AuthorizationScopes',
		'AuthorizerId',
		'ModelSelectionExpression',
		'RequestModels',
		'RequestParameters',
		'RouteResponseSelectionExpression'
	]);
	const { ApiId: apiId, RouteKey, Target, OperationName, AuthorizationType: authorization = 'NONE' } = input;
	if (authorization !== 'NONE' && authorization !== 'AWS_IAM') {
		throw notSimulated(`AuthorizationType '${authorization}' of CreateRoute`, 'Simulated: NONE, AWS_IAM.');
	}
	checkLength('OperationName', OperationName, 1, 64);
	return ctx.store.transact((tx) => {
		needHttpApi(ctx, tx, apiId);
		checkRouteKey(RouteKey);
		const all = allIn(ctx.store, routes, apiId);
		if (all.some((route) => route.RouteKey === RouteKey)) {
			throw conflict(`Route with key ${RouteKey} already exists for this API`);
		}
		if (all.length >= ctx.quotas.routesPerHttpApi) {
			throw limitExceeded(`The API has ${ctx.quotas.routesPerHttpApi} routes, which is the limit.`);
		}
		checkTarget(tx, apiId, Target);
		const route: RouteRecord = {
			ApiKeyRequired: false,
			AuthorizationType: authorization,
			OperationName,
			RouteId: newId(ctx, 7),
			RouteKey,
			Target
		};
		tx.put(routes, inApi(apiId, route.RouteId), route);
		deployAutomatically(tx, ctx, apiId, { routes: [...all, route] });
		return route;
	});
}

/** @throws AwsError BadRequestException */
export function checkRouteKey(key: string): void {
	if (key === '$default' || ROUTE_KEY.test(key)) return;
	throw badRequest(
		'The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"'
	);
}

function checkTarget(source: Pick<Transaction, 'get'>, apiId: string, target: string | undefined): void {
	if (target === undefined) return;
	const id = /^integrations\/(.+)$/.exec(target)?.[1];
	if (id !== undefined && source.get(integrations, inApi(apiId, id))) return;
	throw badRequest(
		`Invalid target specified: ${target}. It must be integrations/ and the id of an integration.`
	);
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html */
export async function getRoutes(
	ctx: Context,
	input: Given<GetRoutesRequest, 'ApiId'>
): Promise<GetRoutesResponse> {
	needHttpApi(ctx, ctx.store, input.ApiId);
	return resultPage(allIn(ctx.store, routes, input.ApiId), input, ({ RouteId }) => RouteId);
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html */
export async function deleteRoute(
	ctx: Context,
	{ ApiId, RouteId }: Given<DeleteRouteRequest, 'ApiId' | 'RouteId'>
): Promise<object> {
	await ctx.store.transact((tx) => {
		needHttpApi(ctx, tx, ApiId);
		const key = inApi(ApiId, RouteId);
		if (!tx.get(routes, key)) throw notFound(`Invalid Route identifier specified ${RouteId}`);
		tx.remove(routes, key);
		const rest = allIn(ctx.store, routes, ApiId).filter((route) => route.RouteId !== RouteId);
		deployAutomatically(tx, ctx, ApiId, { routes: rest });
	});
	return {};
}
