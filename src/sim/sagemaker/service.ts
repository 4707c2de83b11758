import type { Service } from '../core/service.ts';
import { readServiceModel } from '../protocol/model.ts';
import shapes from '../protocol/shapes/sagemaker.json' with { type: 'json' };
import { algorithmOperations } from './algorithms/operations.ts';
import { experimentOperations } from './experiments/operations.ts';
import { featureGroupOperations } from './feature-store/operations.ts';
import { checkRole } from './check-role.ts';
import { hostingOperations } from './hosting/operations.ts';
import { monitoringOperations } from './monitoring/operations.ts';
import { notebookOperations } from './notebooks/operations.ts';
import { pipelineOperations } from './pipelines/operations.ts';
import { registryOperations } from './registry/operations.ts';
import { searchOperations } from './search/operations.ts';
import { addTags, deleteTags, listTags } from './tags.ts';
import { trainingOperations } from './training/operations.ts';
import { autoMLOperations } from './automl/operations.ts';
import { transformOperations } from './transform/operations.ts';
import { processingOperations } from './processing/operations.ts';
import { tuningOperations } from './tuning/operations.ts';

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/ */
export const sagemaker: Service = {
	id: 'sagemaker',
	name: 'SageMaker',
	model: readServiceModel(shapes),
	operations: {
		...trainingOperations,
		...tuningOperations,
		...autoMLOperations,
		...processingOperations,
		...hostingOperations,
		...transformOperations,
		...registryOperations,
		...experimentOperations,
		...algorithmOperations,
		...pipelineOperations,
		...featureGroupOperations,
		...notebookOperations,
		...monitoringOperations,
		...searchOperations,
		AddTags: addTags,
		DeleteTags: deleteTags,
		ListTags: listTags
	},
	validationCode: 'ValidationException',
	failureCode: 'InternalFailure',
	hosts: /^api\.sagemaker\./,
	check: checkRole
};
