import { badRequest, inApi, newId, wholeSecond } from '../apigateway/index.ts';
import type { Context } from '../core/context.ts';
import type { Transaction } from '../core/table.ts';
import { integrationFrom } from './integrations.ts';
import { checkRouteKey } from './routes.ts';
import { deploy, newStage } from './stages.ts';
import { httpStages, integrations, routes, type RouteRecord } from './tables.ts';

/** What a quick create is about: a function's ARN or a URL, and the calls that go there. */
export interface QuickTarget {
	readonly target: string;
	readonly routeKey: string | undefined;
	readonly CredentialsArn: string | undefined;
}

/** Gives a new API an integration, a route to it, and the stage `$default`. @throws AwsError BadRequestException */
export function quickCreate(
	tx: Transaction,
	ctx: Context,
	apiId: string,
	{ target, routeKey = '$default', CredentialsArn }: QuickTarget
): void {
	checkRouteKey(routeKey);
	const isFunction = target.startsWith('arn:');
	if (!isFunction && !/^https?:\/\//.test(target)) throw badRequest(`Invalid quick create target: ${target}`);
	const integration = {
		...integrationFrom(ctx, {
			ApiId: apiId,
			IntegrationType: isFunction ? 'AWS_PROXY' : 'HTTP_PROXY',
			IntegrationUri: target,
			IntegrationMethod: isFunction ? undefined : 'ANY',
			PayloadFormatVersion: isFunction ? '2.0' : '1.0',
			CredentialsArn
		}),
		ApiGatewayManaged: true
	};
	const route: RouteRecord = {
		ApiGatewayManaged: true,
		ApiKeyRequired: false,
		AuthorizationType: 'NONE',
		RouteId: newId(ctx, 7),
		RouteKey: routeKey,
		Target: `integrations/${integration.IntegrationId}`
	};
	const parts = { routes: [route], integrations: [integration] };
	tx.put(integrations, inApi(apiId, integration.IntegrationId), integration);
	tx.put(routes, inApi(apiId, route.RouteId), route);
	const stage = { ...newStage(apiId, '$default', wholeSecond(tx.now)), autoDeploy: true, managed: true };
	tx.put(httpStages, inApi(apiId, stage.name), deploy(tx, ctx, stage, parts));
}
