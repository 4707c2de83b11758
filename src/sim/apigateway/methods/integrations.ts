import type {
	DeleteIntegrationRequest,
	GetIntegrationRequest,
	Integration,
	IntegrationResponse,
	Method,
	PutIntegrationRequest,
	PutIntegrationResponseRequest
} from '@aws-sdk/client-api-gateway';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { refuseUnsupported } from '../../core/unsupported.ts';
import { badMapping, badRequest, notFound } from '../errors.ts';
import { needMethod, putMethodInto } from '../lookup.ts';
import { checkTarget } from './integration-uri.ts';

type Key = 'restApiId' | 'resourceId' | 'httpMethod';

const PASSTHROUGH = ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'];
const LEAST_MS = 50;
const MOST_MS = 29_000;

/** Takes the place of the integration that the method had, with its responses. */
export async function putIntegration(
	ctx: Context,
	input: Given<PutIntegrationRequest, Key | 'type'>
): Promise<Integration> {
	refuseUnsupported('PutIntegration', input, ['connectionId', 'tlsConfig', 'integrationTarget']);
	if (input.connectionType === 'VPC_LINK') refuseUnsupported('PutIntegration', input, ['connectionType']);
	if (input.responseTransferMode === 'STREAM') {
		refuseUnsupported('PutIntegration', input, ['responseTransferMode']);
	}
	return ctx.store.transact((tx) => {
		const { resource, method } = needMethod(ctx, tx, input);
		const { timeoutInMillis = MOST_MS, passthroughBehavior = 'WHEN_NO_MATCH' } = input;
		if (timeoutInMillis < LEAST_MS || timeoutInMillis > MOST_MS) {
			throw badRequest(`Timeout should be between ${LEAST_MS} ms and ${MOST_MS} ms`);
		}
		if (!PASSTHROUGH.includes(passthroughBehavior))
			throw badRequest('Invalid passthrough behavior specified');
		checkTarget(ctx, input);
		checkRequestMappings(method, input.requestParameters);
		const integration: Integration = {
			type: input.type,
			httpMethod: input.integrationHttpMethod,
			uri: input.uri,
			connectionType: input.connectionType,
			credentials: input.credentials,
			requestParameters: input.requestParameters,
			requestTemplates: input.requestTemplates,
			passthroughBehavior,
			contentHandling: input.contentHandling,
			timeoutInMillis,
			cacheNamespace: input.cacheNamespace ?? resource.id,
			cacheKeyParameters: [...(input.cacheKeyParameters ?? [])]
		};
		putMethodInto(tx, resource, input.httpMethod, { ...method, methodIntegration: integration });
		return integration;
	});
}

/** What is taken from the request must have been declared by the method. */
function checkRequestMappings(method: Method, mappings: Readonly<Record<string, string>> | undefined): void {
	for (const [name, value] of Object.entries(mappings ?? {})) {
		if (
			!/^integration\.request\.(path|querystring|header|multivaluequerystring|multivalueheader)\.[\w.$-]+$/.test(
				name
			)
		) {
			throw badMapping(`Invalid mapping expression specified: ${name}`);
		}
		const isFromParameter = /^method\.request\.(path|querystring|header|multivalue)/.test(value);
		if (isFromParameter && !Object.hasOwn(method.requestParameters ?? {}, value)) {
			throw badMapping(`Invalid mapping expression parameter specified: ${value}`);
		}
	}
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetIntegration.html */
export async function getIntegration(
	ctx: Context,
	input: Given<GetIntegrationRequest, Key>
): Promise<Integration> {
	return needIntegration(needMethod(ctx, ctx.store, input).method);
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteIntegration.html */
export async function deleteIntegration(
	ctx: Context,
	input: Given<DeleteIntegrationRequest, Key>
): Promise<object> {
	await ctx.store.transact((tx) => {
		const { resource, method } = needMethod(ctx, tx, input);
		needIntegration(method);
		putMethodInto(tx, resource, input.httpMethod, { ...method, methodIntegration: undefined });
	});
	return {};
}

/** What it maps to must be in the method's response of the same status. */
export async function putIntegrationResponse(
	ctx: Context,
	input: Given<PutIntegrationResponseRequest, Key | 'statusCode'>
): Promise<IntegrationResponse> {
	const { statusCode, selectionPattern, responseParameters, responseTemplates, contentHandling } = input;
	return ctx.store.transact((tx) => {
		const { resource, method } = needMethod(ctx, tx, input);
		const integration = needIntegration(method);
		if (selectionPattern !== undefined && !isPattern(selectionPattern)) {
			throw badRequest('Invalid selection pattern specified');
		}
		checkResponseMappings(method, statusCode, responseParameters);
		const response: IntegrationResponse = {
			statusCode,
			selectionPattern,
			responseParameters,
			responseTemplates,
			contentHandling
		};
		const integrationResponses = { ...integration.integrationResponses, [statusCode]: response };
		const methodIntegration = { ...integration, integrationResponses };
		putMethodInto(tx, resource, input.httpMethod, { ...method, methodIntegration });
		return response;
	});
}

function checkResponseMappings(
	{ methodResponses = {} }: Method,
	statusCode: string,
	mappings: Readonly<Record<string, string>> | undefined
): void {
	const response = Object.hasOwn(methodResponses, statusCode) ? methodResponses[statusCode] : undefined;
	const names = Object.keys(mappings ?? {});
	if (!response) {
		if (names.length > 0) throw badMapping('No method response exists for method.');
		throw notFound('Invalid Response status code specified');
	}
	const undeclared = names.find((name) => !Object.hasOwn(response.responseParameters ?? {}, name));
	if (undeclared !== undefined)
		throw badMapping(`Invalid mapping expression parameter specified: ${undeclared}`);
}

function needIntegration({ methodIntegration }: Method): Integration {
	if (!methodIntegration) throw notFound('Invalid Integration identifier specified');
	return methodIntegration;
}

function isPattern(text: string): boolean {
	try {
		new RegExp(text);
		return true;
	} catch {
		return false;
	}
}
