import type {
	CreateIntegrationRequest,
	CreateIntegrationResult,
	DeleteIntegrationRequest,
	GetIntegrationsRequest,
	GetIntegrationsResponse
} from '@aws-sdk/client-apigatewayv2';
import { allIn, badRequest, conflict, inApi, newId, notFound } from '../apigateway/index.ts';
import type { Context } from '../core/context.ts';
import type { Given } from '../core/service.ts';
import { refuseUnsupported } from '../core/unsupported.ts';
import { checkLength, needHttpApi, resultPage } from './lookup.ts';
import { deployAutomatically } from './stages.ts';
import { integrations, routes, type IntegrationRecord } from './tables.ts';

type Input = Given<CreateIntegrationRequest, 'ApiId' | 'IntegrationType'>;

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'ANY'];
const MOST_MS = 30_000;
const FUNCTION =
	/^(arn:aws[a-z-]*:apigateway:[a-z0-9-]+:lambda:path\/2015-03-31\/functions\/)?arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[^\s/]+(\/invocations)?$/;

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html */
export async function createIntegration(ctx: Context, input: Input): Promise<CreateIntegrationResult> {
	refuseUnsupported('CreateIntegration', input, [
		'ConnectionId',
		'IntegrationSubtype',
		'TlsConfig',
		'ContentHandlingStrategy',
		'TemplateSelectionExpression',
		'RequestTemplates',
		'PassthroughBehavior'
	]);
	if (input.ConnectionType === 'VPC_LINK') refuseUnsupported('CreateIntegration', input, ['ConnectionType']);
	return ctx.store.transact((tx) => {
		needHttpApi(ctx, tx, input.ApiId);
		const integration = integrationFrom(ctx, input);
		tx.put(integrations, inApi(input.ApiId, integration.IntegrationId), integration);
		return integration;
	});
}

/** The integration that a request describes, with AWS's defaults. @throws AwsError BadRequestException */
export function integrationFrom(ctx: Context, input: Input): IntegrationRecord {
	const { IntegrationType: type, IntegrationUri: uri, IntegrationMethod: method } = input;
	if (type !== 'AWS_PROXY' && type !== 'HTTP_PROXY') {
		throw badRequest(
			`Integration type ${type} is not supported for HTTP APIs. Supported: AWS_PROXY, HTTP_PROXY.`
		);
	}
	if (uri === undefined) throw badRequest('IntegrationUri is required');
	checkLength('IntegrationUri', uri, 1, 2048);
	checkLength('Description', input.Description, 0, 1024);
	if (type === 'AWS_PROXY' ? !FUNCTION.test(uri) : !/^https?:\/\/[^\s/]+/.test(uri)) {
		throw badRequest(`Invalid integration URI specified: ${uri}`);
	}
	if (type === 'HTTP_PROXY' && !METHODS.includes(method ?? '')) throw badRequest('HttpMethod is required');
	const { PayloadFormatVersion: payload = '1.0' } = input;
	if (payload !== '1.0' && !(payload === '2.0' && type === 'AWS_PROXY')) {
		throw badRequest(`PayloadFormatVersion ${payload} is not supported for integrations of type ${type}.`);
	}
	return {
		ConnectionType: 'INTERNET',
		CredentialsArn: input.CredentialsArn,
		Description: input.Description,
		IntegrationId: newId(ctx, 7),
		IntegrationMethod: type === 'AWS_PROXY' ? 'POST' : method,
		IntegrationType: type,
		IntegrationUri: uri,
		PayloadFormatVersion: payload,
		RequestParameters: input.RequestParameters,
		ResponseParameters: input.ResponseParameters,
		TimeoutInMillis: input.TimeoutInMillis ?? MOST_MS
	};
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html */
export async function getIntegrations(
	ctx: Context,
	input: Given<GetIntegrationsRequest, 'ApiId'>
): Promise<GetIntegrationsResponse> {
	needHttpApi(ctx, ctx.store, input.ApiId);
	const all = allIn(ctx.store, integrations, input.ApiId);
	return resultPage(all, input, ({ IntegrationId }) => IntegrationId);
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html */
export async function deleteIntegration(
	ctx: Context,
	{ ApiId, IntegrationId }: Given<DeleteIntegrationRequest, 'ApiId' | 'IntegrationId'>
): Promise<object> {
	await ctx.store.transact((tx) => {
		needHttpApi(ctx, tx, ApiId);
		const key = inApi(ApiId, IntegrationId);
		if (!tx.get(integrations, key))
			throw notFound(`Invalid Integration identifier specified ${IntegrationId}`);
		const user = allIn(ctx.store, routes, ApiId).find(
			({ Target }) => Target === `integrations/${IntegrationId}`
		);
		if (user) {
			throw conflict(
				`Cannot delete Integration '${IntegrationId}' which is referenced by Route '${user.RouteId}'.`
			);
		}
		tx.remove(integrations, key);
		deployAutomatically(tx, ctx, ApiId);
	});
	return {};
}
