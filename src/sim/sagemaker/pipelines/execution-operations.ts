import type {
	StartPipelineExecutionRequest,
	StartPipelineExecutionResponse,
	StopPipelineExecutionRequest,
	StopPipelineExecutionResponse,
	RetryPipelineExecutionRequest,
	RetryPipelineExecutionResponse,
	UpdatePipelineExecutionRequest,
	UpdatePipelineExecutionResponse
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import type { Transaction } from '../../core/table.ts';
import { conflictException, validationException } from '../errors.ts';
import { experiments, trials } from '../experiments/records.ts';
import { refuseUnsupported } from '../unsupported.ts';
import { readDefinition, type PipelineDefinition } from './definition.ts';
import { runExecution } from './execution-run.ts';
import { resolve } from './expressions.ts';
import {
	executionArn,
	executionsOf,
	needExecution,
	needPipeline,
	pipelineExecutions,
	pipelines,
	type ExecutionRecord
} from './records.ts';
import { scopeOf } from './scope.ts';

const UNSUPPORTED = ['SelectiveExecutionConfig', 'MlflowExperimentName'];
const ID_LENGTH = 12;

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_StartPipelineExecution.html */
export async function startPipelineExecution(
	ctx: Context,
	input: Given<StartPipelineExecutionRequest, 'PipelineName' | 'ClientRequestToken'>
): Promise<StartPipelineExecutionResponse> {
	const pipeline = needPipeline(ctx, input.PipelineName);
	refuseUnsupported('StartPipelineExecution', input, UNSUPPORTED);
	if (input.PipelineVersionId !== pipeline.version) {
		refuseUnsupported('StartPipelineExecution', input, ['PipelineVersionId']);
	}
	const token = input.ClientRequestToken;
	const again = executionsOf(ctx, pipeline.name).find((execution) => execution.token === token);
	if (again) return { PipelineExecutionArn: executionArn(ctx, again) };
	const fresh = newExecution(ctx, input, pipeline.name);
	const definition = readDefinition(fresh.definition);
	const experiment = await experimentOf(ctx, definition, fresh);
	const record = await ctx.store.transact((tx) => {
		const current = tx.get(pipelines, pipeline.name) ?? needPipeline(ctx, pipeline.name);
		const execution = { ...fresh, experiment, createdAt: tx.now, modifiedAt: tx.now };
		tx.put(pipelineExecutions, execution.key, execution);
		tx.put(pipelines, pipeline.name, { ...current, lastRunAt: tx.now });
		if (experiment) makeExperiment(tx, experiment);
		return execution;
	});
	void runExecution(ctx, record.key);
	return { PipelineExecutionArn: executionArn(ctx, record) };
}

function newExecution(
	ctx: Context,
	input: Given<StartPipelineExecutionRequest, 'ClientRequestToken'>,
	name: string
): ExecutionRecord {
	const pipeline = needPipeline(ctx, name);
	const id = ctx.rng.hex(ID_LENGTH);
	const given = (input.PipelineParameters ?? []).map(({ Name, Value }) => [Name!, Value!] as const);
	const now = Math.round(ctx.clock.now());
	return {
		key: `${name}/execution/${id}`,
		id,
		pipeline: name,
		version: pipeline.version,
		definition: pipeline.definition,
		parameters: Object.fromEntries(given),
		roleArn: pipeline.roleArn,
		displayName: input.PipelineExecutionDisplayName ?? null,
		description: input.PipelineExecutionDescription ?? null,
		parallelism: input.ParallelismConfiguration?.MaxParallelExecutionSteps ?? pipeline.parallelism,
		status: 'Executing',
		failureReason: null,
		createdAt: now,
		modifiedAt: now,
		experiment: null,
		token: input.ClientRequestToken,
		steps: []
	};
}

/** Looks at the parameters too, so a start that cannot succeed is refused. */
async function experimentOf(
	ctx: Context,
	definition: PipelineDefinition,
	execution: ExecutionRecord
): Promise<ExecutionRecord['experiment']> {
	const scope = scopeOf(ctx, definition, execution);
	if (!definition.experiment) return null;
	const ExperimentName = await resolve(definition.experiment.ExperimentName, scope);
	const TrialName = await resolve(definition.experiment.TrialName, scope);
	if (typeof ExperimentName === 'string' && typeof TrialName === 'string') {
		return { ExperimentName, TrialName };
	}
	throw validationException('The PipelineExperimentConfig needs names.');
}

/** The experiment and the trial of an execution, where they are not there yet. */
function makeExperiment(
	tx: Transaction,
	{ ExperimentName: name, TrialName: trial }: NonNullable<ExecutionRecord['experiment']>
): void {
	const times = { createdAt: tx.now, modifiedAt: tx.now };
	if (!tx.get(experiments, name)) {
		tx.put(experiments, name, { name, displayName: name, description: null, ...times });
	}
	if (tx.get(trials, trial)) return;
	tx.put(trials, trial, { name: trial, displayName: trial, experiment: name, metadata: null, ...times });
}

/** Steps that run are told to stop; no other begins. One that is stopping already goes on so. */
export async function stopPipelineExecution(
	ctx: Context,
	input: Given<StopPipelineExecutionRequest, 'PipelineExecutionArn'>
): Promise<StopPipelineExecutionResponse> {
	const { key } = needExecution(ctx, input.PipelineExecutionArn);
	await ctx.store.transact((tx) => {
		const record = tx.get(pipelineExecutions, key) ?? needExecution(ctx, input.PipelineExecutionArn);
		if (record.status === 'Stopping') return;
		if (record.status !== 'Executing') {
			throw conflictException(`Pipeline execution with ARN ${executionArn(ctx, record)} has already ended.`);
		}
		tx.put(pipelineExecutions, key, { ...record, status: 'Stopping', modifiedAt: tx.now });
	});
	ctx.live.executions.get(key)?.abort('The execution is to stop.');
	return { PipelineExecutionArn: input.PipelineExecutionArn };
}

/** Runs the steps again that failed or were stopped, and what waits for them; those that succeeded stay. */
export async function retryPipelineExecution(
	ctx: Context,
	input: Given<RetryPipelineExecutionRequest, 'PipelineExecutionArn'>
): Promise<RetryPipelineExecutionResponse> {
	const { key } = needExecution(ctx, input.PipelineExecutionArn);
	await ctx.store.transact((tx) => {
		const record = tx.get(pipelineExecutions, key) ?? needExecution(ctx, input.PipelineExecutionArn);
		if (record.status !== 'Failed' && record.status !== 'Stopped') {
			throw conflictException(
				`Only an execution that failed or was stopped can be tried again; this one is ${record.status}.`
			);
		}
		tx.put(pipelineExecutions, key, {
			...record,
			status: 'Executing',
			failureReason: null,
			parallelism: input.ParallelismConfiguration?.MaxParallelExecutionSteps ?? record.parallelism,
			steps: record.steps.filter(({ status }) => status === 'Succeeded'),
			modifiedAt: tx.now
		});
	});
	void runExecution(ctx, key);
	return { PipelineExecutionArn: input.PipelineExecutionArn };
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdatePipelineExecution.html */
export async function updatePipelineExecution(
	ctx: Context,
	input: Given<UpdatePipelineExecutionRequest, 'PipelineExecutionArn'>
): Promise<UpdatePipelineExecutionResponse> {
	const { key } = needExecution(ctx, input.PipelineExecutionArn);
	await ctx.store.transact((tx) => {
		const record = tx.get(pipelineExecutions, key) ?? needExecution(ctx, input.PipelineExecutionArn);
		tx.put(pipelineExecutions, key, {
			...record,
			displayName: input.PipelineExecutionDisplayName ?? record.displayName,
			description: input.PipelineExecutionDescription ?? record.description,
			parallelism: input.ParallelismConfiguration?.MaxParallelExecutionSteps ?? record.parallelism,
			modifiedAt: tx.now
		});
	});
	return { PipelineExecutionArn: input.PipelineExecutionArn };
}
