import type { Service } from '../core/service.ts';
import { readServiceModel } from '../protocol/model.ts';
import shapes from '../protocol/shapes/sagemaker-runtime.json' with { type: 'json' };
import { invokeEndpointAsync } from './async/invoke-endpoint-async.ts';
import { invokeEndpoint } from './invoke-endpoint.ts';

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Operations_Amazon_SageMaker_Runtime.html */
export const runtime: Service = {
	id: 'sagemaker-runtime',
	name: 'SageMaker Runtime',
	model: readServiceModel(shapes),
	operations: { InvokeEndpoint: invokeEndpoint, InvokeEndpointAsync: invokeEndpointAsync },
	validationCode: 'ValidationError',
	failureCode: 'InternalFailure',
	hosts: /^runtime\.sagemaker\./,
	paths: /^\/endpoints\/[^/]+\//
};
