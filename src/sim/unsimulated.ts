import type { Service } from './core/service.ts';
import { lazyModel } from './protocol/lazy-model.ts';

/**
 * Services of which nothing is simulated: their requests are understood and checked, and refused by name. One that comes
 * to life takes its row away into a folder of its own.
 */
export const unsimulated: readonly Service[] = [
	{
		id: 'lambda',
		name: 'Lambda',
		model: lazyModel(
			{
				protocol: 'rest-json',
				apiVersion: '2015-03-31',
				endpointPrefix: 'lambda'
			},
			() => import('./protocol/shapes/lambda.json', { with: { type: 'json' } })
		),
		operations: {},
		validationCode: 'ValidationException',
		failureCode: 'ServiceException',
		hosts: /^lambda\./,
		paths: /^\/20\d\d-\d\d-\d\d\/(functions|event-source-mappings)(\/|$)/
	},
	{
		id: 'apigateway',
		name: 'API Gateway',
		model: lazyModel(
			{
				protocol: 'rest-json',
				apiVersion: '2015-07-09',
				endpointPrefix: 'apigateway'
			},
			() => import('./protocol/shapes/apigateway.json', { with: { type: 'json' } })
		),
		operations: {},
		validationCode: 'BadRequestException',
		failureCode: 'InternalFailure',
		hosts: /^apigateway\./,
		paths: /^\/(restapis|apikeys|usageplans)(\/|$)/
	},
	{
		id: 'apigatewayv2',
		name: 'API Gateway V2',
		model: lazyModel(
			{
				protocol: 'rest-json',
				apiVersion: '2018-11-29',
				endpointPrefix: 'apigateway'
			},
			() => import('./protocol/shapes/apigatewayv2.json', { with: { type: 'json' } })
		),
		operations: {},
		validationCode: 'BadRequestException',
		failureCode: 'InternalFailure',
		hosts: /^apigateway\./,
		paths: /^\/v2\/apis(\/|$)/
	},
	{
		id: 'athena',
		name: 'Athena',
		model: lazyModel(
			{
				protocol: 'json',
				apiVersion: '2017-05-18',
				endpointPrefix: 'athena',
				targetPrefix: 'AmazonAthena',
				jsonVersion: '1.1'
			},
			() => import('./protocol/shapes/athena.json', { with: { type: 'json' } })
		),
		operations: {},
		validationCode: 'InvalidRequestException',
		failureCode: 'InternalServerException',
		hosts: /^athena\./
	},
	{
		id: 'glue',
		name: 'Glue',
		model: lazyModel(
			{
				protocol: 'json',
				apiVersion: '2017-03-31',
				endpointPrefix: 'glue',
				targetPrefix: 'AWSGlue',
				jsonVersion: '1.1'
			},
			() => import('./protocol/shapes/glue.json', { with: { type: 'json' } })
		),
		operations: {},
		validationCode: 'ValidationException',
		failureCode: 'InternalServiceException',
		hosts: /^glue\./
	},
	{
		id: 'comprehend',
		name: 'Comprehend',
		model: lazyModel(
			{
				protocol: 'json',
				apiVersion: '2017-11-27',
				endpointPrefix: 'comprehend',
				targetPrefix: 'Comprehend_20171127',
				jsonVersion: '1.1'
			},
			() => import('./protocol/shapes/comprehend.json', { with: { type: 'json' } })
		),
		operations: {},
		validationCode: 'ValidationException',
		failureCode: 'InternalServerException',
		hosts: /^comprehend\./
	}
];
