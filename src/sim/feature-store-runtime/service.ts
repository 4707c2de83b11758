import type { Service } from '../core/service.ts';
import { lazyModel } from '../protocol/lazy-model.ts';
import { featureRecordOperations } from '../sagemaker/index.ts';

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Operations_Amazon_SageMaker_Feature_Store_Runtime.html */
export const featureStoreRuntime: Service = {
	id: 'sagemaker-featurestore-runtime',
	name: 'SageMaker Feature Store Runtime',
	model: lazyModel(
		{
			protocol: 'rest-json',
			apiVersion: '2020-07-01',
			endpointPrefix: 'featurestore-runtime.sagemaker',
			signingName: 'sagemaker'
		},
		() => import('../protocol/shapes/sagemaker-featurestore-runtime.json', { with: { type: 'json' } })
	),
	operations: featureRecordOperations,
	validationCode: 'ValidationError',
	failureCode: 'InternalFailure',
	hosts: /^featurestore-runtime\.sagemaker\./,
	paths: /^\/(FeatureGroup\/|BatchGetRecord$)/
};
