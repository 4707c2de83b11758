import type { Service } from '../core/service.ts';
import { lazyModel } from '../protocol/lazy-model.ts';
import { createApi, deleteApi, getApi, getApis, updateApi } from './apis.ts';
import { refuseExecution } from './execute-api.ts';
import { createIntegration, deleteIntegration, getIntegrations } from './integrations.ts';
import { createRoute, deleteRoute, getRoutes } from './routes.ts';
import { createDeployment, createStage, deleteStage, getStages } from './stages.ts';

/**
 * HTTP APIs as records; nothing calls them yet.
 * @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/
 */
export const apigatewayv2: Service = {
	id: 'apigatewayv2',
	name: 'API Gateway V2',
	model: lazyModel(
		{ protocol: 'rest-json', apiVersion: '2018-11-29', endpointPrefix: 'apigateway' },
		() => import('../protocol/shapes/apigatewayv2.json', { with: { type: 'json' } })
	),
	operations: {
		CreateApi: createApi,
		CreateDeployment: createDeployment,
		CreateIntegration: createIntegration,
		CreateRoute: createRoute,
		CreateStage: createStage,
		DeleteApi: deleteApi,
		DeleteIntegration: deleteIntegration,
		DeleteRoute: deleteRoute,
		DeleteStage: deleteStage,
		GetApi: getApi,
		GetApis: getApis,
		GetIntegrations: getIntegrations,
		GetRoutes: getRoutes,
		GetStages: getStages,
		UpdateApi: updateApi
	},
	validationCode: 'BadRequestException',
	failureCode: 'InternalFailure',
	hosts: /^apigateway\.|\.execute-api\.[a-z0-9-]+\.amazonaws\.com$/,
	paths: /^\/v2\/apis(\/|$)/,
	admit: refuseExecution
};
