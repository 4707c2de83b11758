import type { Service } from '../core/service.ts';
import { readServiceModel } from '../protocol/model.ts';
import shapes from '../protocol/shapes/sagemaker.json' with { type: 'json' };
import {
	createEndpointConfig,
	deleteEndpointConfig,
	describeEndpointConfig,
	listEndpointConfigs
} from './config-operations.ts';
import { createEndpoint, deleteEndpoint, describeEndpoint, listEndpoints } from './endpoint-operations.ts';
import { createModel, deleteModel, describeModel, listModels } from './model-operations.ts';
import { addTags, deleteTags, listTags } from './tags.ts';
import {
	createTrainingJob,
	deleteTrainingJob,
	describeTrainingJob,
	listTrainingJobs,
	stopTrainingJob
} from './training-operations.ts';

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/ */
export const sagemaker: Service = {
	id: 'sagemaker',
	name: 'SageMaker',
	model: readServiceModel(shapes),
	operations: {
		AddTags: addTags,
		CreateEndpoint: createEndpoint,
		CreateEndpointConfig: createEndpointConfig,
		CreateModel: createModel,
		CreateTrainingJob: createTrainingJob,
		DeleteEndpoint: deleteEndpoint,
		DeleteEndpointConfig: deleteEndpointConfig,
		DeleteModel: deleteModel,
		DeleteTags: deleteTags,
		DeleteTrainingJob: deleteTrainingJob,
		DescribeEndpoint: describeEndpoint,
		DescribeEndpointConfig: describeEndpointConfig,
		DescribeModel: describeModel,
		DescribeTrainingJob: describeTrainingJob,
		ListEndpointConfigs: listEndpointConfigs,
		ListEndpoints: listEndpoints,
		ListModels: listModels,
		ListTags: listTags,
		ListTrainingJobs: listTrainingJobs,
		StopTrainingJob: stopTrainingJob
	},
	validationCode: 'ValidationException',
	failureCode: 'InternalFailure',
	hosts: /^api\.sagemaker\./
};
