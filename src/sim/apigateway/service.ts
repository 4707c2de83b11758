import type { Service } from '../core/service.ts';
import { lazyModel } from '../protocol/lazy-model.ts';
import { createResource, deleteResource, getResource, getResources } from './apis/resources.ts';
import { createRestApi, deleteRestApi, getRestApi, getRestApis } from './apis/rest-apis.ts';
import { createApiKey, getApiKeys } from './keys/api-keys.ts';
import { createUsagePlan, createUsagePlanKey } from './keys/usage-plans.ts';
import {
	deleteIntegration,
	getIntegration,
	putIntegration,
	putIntegrationResponse
} from './methods/integrations.ts';
import { deleteMethod, getMethod, putMethod, putMethodResponse } from './methods/methods.ts';
import { createDeployment, getDeployments } from './stages/deployments.ts';
import { createStage, deleteStage, getStage, getStages, updateStage } from './stages/stages.ts';

/**
 * REST APIs as records; nothing calls them yet.
 * @see https://docs.aws.amazon.com/apigateway/latest/api/
 */
export const apigateway: Service = {
	id: 'apigateway',
	name: 'API Gateway',
	model: lazyModel(
		{ protocol: 'rest-json', apiVersion: '2015-07-09', endpointPrefix: 'apigateway' },
		() => import('../protocol/shapes/apigateway.json', { with: { type: 'json' } })
	),
	operations: {
		CreateApiKey: createApiKey,
		CreateDeployment: createDeployment,
		CreateResource: createResource,
		CreateRestApi: createRestApi,
		CreateStage: createStage,
		CreateUsagePlan: createUsagePlan,
		CreateUsagePlanKey: createUsagePlanKey,
		DeleteIntegration: deleteIntegration,
		DeleteMethod: deleteMethod,
		DeleteResource: deleteResource,
		DeleteRestApi: deleteRestApi,
		DeleteStage: deleteStage,
		GetApiKeys: getApiKeys,
		GetDeployments: getDeployments,
		GetIntegration: getIntegration,
		GetMethod: getMethod,
		GetResource: getResource,
		GetResources: getResources,
		GetRestApi: getRestApi,
		GetRestApis: getRestApis,
		GetStage: getStage,
		GetStages: getStages,
		PutIntegration: putIntegration,
		PutIntegrationResponse: putIntegrationResponse,
		PutMethod: putMethod,
		PutMethodResponse: putMethodResponse,
		UpdateStage: updateStage
	},
	validationCode: 'BadRequestException',
	failureCode: 'InternalFailure',
	hosts: /^apigateway\./,
	paths: /^\/(restapis|apikeys|usageplans)(\/|$)/
};
