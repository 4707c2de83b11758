import type { Operation } from '../../core/service.ts';
import {
	createEndpointConfig,
	deleteEndpointConfig,
	describeEndpointConfig,
	listEndpointConfigs
} from './config-operations.ts';
import { createEndpoint, deleteEndpoint, describeEndpoint, listEndpoints } from './endpoint-operations.ts';
import { createModel, deleteModel, describeModel, listModels } from './model-operations.ts';
import { updateEndpoint, updateEndpointWeightsAndCapacities } from './update-operations.ts';

export const hostingOperations: Readonly<Record<string, Operation>> = {
	CreateEndpoint: createEndpoint,
	CreateEndpointConfig: createEndpointConfig,
	CreateModel: createModel,
	DeleteEndpoint: deleteEndpoint,
	DeleteEndpointConfig: deleteEndpointConfig,
	DeleteModel: deleteModel,
	DescribeEndpoint: describeEndpoint,
	DescribeEndpointConfig: describeEndpointConfig,
	DescribeModel: describeModel,
	ListEndpointConfigs: listEndpointConfigs,
	ListEndpoints: listEndpoints,
	ListModels: listModels,
	UpdateEndpoint: updateEndpoint,
	UpdateEndpointWeightsAndCapacities: updateEndpointWeightsAndCapacities
};
