import type { Service } from './core/service.ts';
import { lazyModel } from './protocol/lazy-model.ts';

/**
 * Services of which nothing is simulated: their requests are understood and checked, and refused by name. One that comes
 * to life takes its row away into a folder of its own.
 */
export const unsimulated: readonly Service[] = [
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
