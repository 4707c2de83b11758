import type {
	DescribePipelineDefinitionForExecutionRequest,
	DescribePipelineDefinitionForExecutionResponse,
	DescribePipelineExecutionRequest,
	DescribePipelineExecutionResponse,
	ListPipelineExecutionsRequest,
	ListPipelineExecutionsResponse,
	ListPipelineExecutionStepsRequest,
	ListPipelineExecutionStepsResponse,
	ListPipelineParametersForExecutionRequest,
	ListPipelineParametersForExecutionResponse,
	PipelineExecutionStep,
	PipelineExecutionStepMetadata
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import { pageOf } from '../../core/pager.ts';
import type { Given } from '../../core/service.ts';
import { resourceArn, validationException } from '../errors.ts';
import { listPage } from '../listing.ts';
import { readDefinition, type StepSpec } from './definition.ts';
import { parameterValues } from './parameters.ts';
import { executionArn, executionsOf, needExecution, needPipeline, type StepRecord } from './records.ts';
import { JOB_STEPS } from './step-types.ts';

const PAGE = 10;

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribePipelineExecution.html */
export async function describePipelineExecution(
	ctx: Context,
	input: Given<DescribePipelineExecutionRequest, 'PipelineExecutionArn'>
): Promise<DescribePipelineExecutionResponse> {
	const record = needExecution(ctx, input.PipelineExecutionArn);
	const { parallelism } = record;
	return {
		PipelineArn: resourceArn(ctx, 'pipeline', record.pipeline),
		PipelineExecutionArn: executionArn(ctx, record),
		PipelineExecutionDisplayName: record.displayName ?? undefined,
		PipelineExecutionStatus: record.status,
		PipelineExecutionDescription: record.description ?? undefined,
		PipelineExperimentConfig: record.experiment ?? undefined,
		FailureReason: record.failureReason ?? undefined,
		CreationTime: new Date(record.createdAt),
		LastModifiedTime: new Date(record.modifiedAt),
		ParallelismConfiguration: parallelism === null ? undefined : { MaxParallelExecutionSteps: parallelism },
		PipelineVersionId: record.version
	};
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListPipelineExecutions.html */
export async function listPipelineExecutions(
	ctx: Context,
	input: Given<ListPipelineExecutionsRequest, 'PipelineName'>
): Promise<ListPipelineExecutionsResponse> {
	const { name } = needPipeline(ctx, input.PipelineName);
	const found = executionsOf(ctx, name).map((record) => ({ ...record, name: record.id }));
	const times = { CreationTimeAfter: input.CreatedAfter, CreationTimeBefore: input.CreatedBefore };
	const SortBy = input.SortBy === 'PipelineExecutionArn' ? 'Name' : input.SortBy;
	const { items, nextToken } = listPage(ctx, found, { ...input, ...times, SortBy });
	return {
		PipelineExecutionSummaries: items.map((record) => ({
			PipelineExecutionArn: executionArn(ctx, record),
			StartTime: new Date(record.createdAt),
			PipelineExecutionStatus: record.status,
			PipelineExecutionDescription: record.description ?? undefined,
			PipelineExecutionDisplayName: record.displayName ?? undefined,
			PipelineExecutionFailureReason: record.failureReason ?? undefined
		})),
		NextToken: nextToken
	};
}

/**
 * The steps that have begun, the latest first.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListPipelineExecutionSteps.html
 */
export async function listPipelineExecutionSteps(
	ctx: Context,
	input: ListPipelineExecutionStepsRequest
): Promise<ListPipelineExecutionStepsResponse> {
	if (input.PipelineExecutionArn === undefined) {
		throw validationException('PipelineExecutionArn must be given.');
	}
	const record = needExecution(ctx, input.PipelineExecutionArn);
	const specs = new Map(readDefinition(record.definition).steps.map((spec) => [spec.name, spec]));
	const sorted = input.SortOrder === 'Ascending' ? record.steps : record.steps.toReversed();
	const { items, nextToken } = pageOf(sorted, {
		size: input.MaxResults ?? PAGE,
		token: input.NextToken,
		keyOf: ({ name }) => name,
		badTokenCode: 'ValidationException'
	});
	return {
		PipelineExecutionSteps: items.map((step) => stepView(step, specs.get(step.name)!)),
		NextToken: nextToken
	};
}

function stepView(step: StepRecord, spec: StepSpec): PipelineExecutionStep {
	return {
		StepName: step.name,
		StepDisplayName: spec.displayName,
		StepDescription: spec.description,
		StartTime: new Date(step.startedAt),
		EndTime: step.endedAt === null ? undefined : new Date(step.endedAt),
		StepStatus: step.status,
		CacheHitResult: step.cachedFrom === null ? undefined : { SourcePipelineExecutionArn: step.cachedFrom },
		FailureReason: step.failureReason ?? undefined,
		Metadata: metadataOf(step),
		AttemptCount: step.attempts
	};
}

function metadataOf({ type, arn, input, outcome }: StepRecord): PipelineExecutionStepMetadata | undefined {
	if (type === 'Condition') {
		return outcome === null ? undefined : { Condition: { Outcome: outcome ? 'True' : 'False' } };
	}
	if (type === 'Fail') return input === null ? undefined : { Fail: JSON.parse(input) as object };
	return arn === null ? undefined : { [JOB_STEPS[type]!.metadata]: { Arn: arn } };
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribePipelineDefinitionForExecution.html */
export async function describePipelineDefinitionForExecution(
	ctx: Context,
	input: Given<DescribePipelineDefinitionForExecutionRequest, 'PipelineExecutionArn'>
): Promise<DescribePipelineDefinitionForExecutionResponse> {
	const record = needExecution(ctx, input.PipelineExecutionArn);
	return { PipelineDefinition: record.definition, CreationTime: new Date(record.createdAt) };
}

/** All parameters with the values that hold, defaults too. */
export async function listPipelineParametersForExecution(
	ctx: Context,
	input: Given<ListPipelineParametersForExecutionRequest, 'PipelineExecutionArn'>
): Promise<ListPipelineParametersForExecutionResponse> {
	const record = needExecution(ctx, input.PipelineExecutionArn);
	const values = parameterValues(readDefinition(record.definition).parameters, record.parameters);
	const { items, nextToken } = pageOf([...values], {
		size: input.MaxResults ?? PAGE,
		token: input.NextToken,
		keyOf: ([name]) => name,
		badTokenCode: 'ValidationException'
	});
	return {
		PipelineParameters: items.map(([Name, value]) => ({ Name, Value: String(value) })),
		NextToken: nextToken
	};
}
