import type { Service } from '../core/service.ts';
import { lazyModel } from '../protocol/lazy-model.ts';

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/ */
export const iam: Service = {
	id: 'iam',
	name: 'IAM',
	model: lazyModel(
		{
			protocol: 'query',
			apiVersion: '2010-05-08',
			endpointPrefix: 'iam',
			xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/'
		},
		() => import('../protocol/shapes/iam.json', { with: { type: 'json' } })
	),
	operations: {},
	validationCode: 'ValidationError',
	failureCode: 'ServiceFailure',
	hosts: /^iam\./
};
