import type { Service } from '../core/service.ts';
import { lazyModel } from '../protocol/lazy-model.ts';

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/ */
export const ecr: Service = {
	id: 'ecr',
	name: 'ECR',
	model: lazyModel(
		{
			protocol: 'json',
			apiVersion: '2015-09-21',
			endpointPrefix: 'api.ecr',
			targetPrefix: 'AmazonEC2ContainerRegistry_V20150921',
			jsonVersion: '1.1',
			signingName: 'ecr'
		},
		() => import('../protocol/shapes/ecr.json', { with: { type: 'json' } })
	),
	operations: {},
	validationCode: 'InvalidParameterException',
	failureCode: 'ServerException',
	hosts: /^(api\.)?ecr\./
};
