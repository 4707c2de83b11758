import type {
	DeleteMethodRequest,
	GetMethodRequest,
	Method,
	MethodResponse,
	PutMethodRequest,
	PutMethodResponseRequest
} from '@aws-sdk/client-api-gateway';
import type { Context } from '../../core/context.ts';
import { notSimulated } from '../../core/not-simulated.ts';
import type { Given } from '../../core/service.ts';
import { refuseUnsupported } from '../../core/unsupported.ts';
import { badMapping, badRequest, conflict } from '../errors.ts';
import { needMethod, needResource, putMethodInto } from '../lookup.ts';

type OfMethod = Given<GetMethodRequest, 'restApiId' | 'resourceId' | 'httpMethod'>;

const HTTP_METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'ANY'];
const AUTHORIZATIONS = ['NONE', 'AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS'];
/** Models that every API has; others cannot be made here. */
const MODELS = ['Empty', 'Error'];

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethod.html */
export async function putMethod(
	ctx: Context,
	input: Given<PutMethodRequest, 'restApiId' | 'resourceId' | 'httpMethod' | 'authorizationType'>
): Promise<Method> {
	refuseUnsupported('PutMethod', input, ['requestValidatorId', 'authorizationScopes', 'authorizerId']);
	const { httpMethod, authorizationType, operationName, requestParameters, requestModels } = input;
	return ctx.store.transact((tx) => {
		const resource = needResource(ctx, tx, input.restApiId, input.resourceId);
		if (!HTTP_METHODS.includes(httpMethod)) {
			throw badRequest(`Invalid HttpMethod specified. Valid options are ${HTTP_METHODS.join(',')}`);
		}
		checkAuthorization(authorizationType);
		checkParameters(
			requestParameters,
			/^method\.request\.(path|querystring|header|multivaluequerystring|multivalueheader)\.[\w.$-]+$/
		);
		checkModels(requestModels);
		if (Object.hasOwn(resource.methods, httpMethod)) {
			throw conflict('Method already exists for this resource');
		}
		const method: Method = {
			httpMethod,
			authorizationType,
			apiKeyRequired: input.apiKeyRequired ?? false,
			operationName,
			requestParameters,
			requestModels
		};
		putMethodInto(tx, resource, httpMethod, method);
		return method;
	});
}

function checkAuthorization(type: string): void {
	if (!AUTHORIZATIONS.includes(type)) {
		throw badRequest(`Invalid authorization type specified. Valid options are ${AUTHORIZATIONS.join(',')}`);
	}
	if (type === 'CUSTOM' || type === 'COGNITO_USER_POOLS') {
		throw notSimulated(`authorizationType '${type}' of PutMethod`, 'Simulated: NONE, AWS_IAM.');
	}
}

function checkParameters(parameters: Readonly<Record<string, boolean>> | undefined, form: RegExp): void {
	const wrong = Object.keys(parameters ?? {}).find((name) => !form.test(name));
	if (wrong !== undefined) throw badMapping(`Invalid mapping expression specified: ${wrong}`);
}

function checkModels(models: Readonly<Record<string, string>> | undefined): void {
	const unknown = Object.values(models ?? {}).find((name) => !MODELS.includes(name));
	if (unknown !== undefined) throw badRequest(`Invalid model identifier specified: ${unknown}`);
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetMethod.html */
export async function getMethod(ctx: Context, input: OfMethod): Promise<Method> {
	return needMethod(ctx, ctx.store, input).method;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteMethod.html */
export async function deleteMethod(
	ctx: Context,
	input: Given<DeleteMethodRequest, 'restApiId' | 'resourceId' | 'httpMethod'>
): Promise<object> {
	await ctx.store.transact((tx) => {
		const { resource } = needMethod(ctx, tx, input);
		putMethodInto(tx, resource, input.httpMethod, undefined);
	});
	return {};
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethodResponse.html */
export async function putMethodResponse(
	ctx: Context,
	input: Given<PutMethodResponseRequest, 'restApiId' | 'resourceId' | 'httpMethod' | 'statusCode'>
): Promise<MethodResponse> {
	const { statusCode, responseParameters, responseModels } = input;
	return ctx.store.transact((tx) => {
		const { resource, method } = needMethod(ctx, tx, input);
		checkParameters(responseParameters, /^method\.response\.(header|multivalueheader)\.[\w.$-]+$/);
		checkModels(responseModels);
		if (Object.hasOwn(method.methodResponses ?? {}, statusCode)) {
			throw conflict('Response already exists for this resource');
		}
		const response: MethodResponse = { statusCode, responseParameters, responseModels };
		const methodResponses = { ...method.methodResponses, [statusCode]: response };
		putMethodInto(tx, resource, input.httpMethod, { ...method, methodResponses });
		return response;
	});
}
