import type { Operation } from '../../core/service.ts';
import {
	retryPipelineExecution,
	startPipelineExecution,
	stopPipelineExecution,
	updatePipelineExecution
} from './execution-operations.ts';
import {
	describePipelineDefinitionForExecution,
	describePipelineExecution,
	listPipelineExecutions,
	listPipelineExecutionSteps,
	listPipelineParametersForExecution
} from './execution-views.ts';
import {
	createPipeline,
	deletePipeline,
	describePipeline,
	listPipelines,
	updatePipeline
} from './pipeline-operations.ts';

export const pipelineOperations: Readonly<Record<string, Operation>> = {
	CreatePipeline: createPipeline,
	DeletePipeline: deletePipeline,
	DescribePipeline: describePipeline,
	DescribePipelineDefinitionForExecution: describePipelineDefinitionForExecution,
	DescribePipelineExecution: describePipelineExecution,
	ListPipelineExecutions: listPipelineExecutions,
	ListPipelineExecutionSteps: listPipelineExecutionSteps,
	ListPipelineParametersForExecution: listPipelineParametersForExecution,
	ListPipelines: listPipelines,
	RetryPipelineExecution: retryPipelineExecution,
	StartPipelineExecution: startPipelineExecution,
	StopPipelineExecution: stopPipelineExecution,
	UpdatePipeline: updatePipeline,
	UpdatePipelineExecution: updatePipelineExecution
};
