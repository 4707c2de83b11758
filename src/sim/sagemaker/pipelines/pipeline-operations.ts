import type {
	CreatePipelineRequest,
	CreatePipelineResponse,
	DeletePipelineRequest,
	DeletePipelineResponse,
	DescribePipelineRequest,
	DescribePipelineResponse,
	ListPipelinesRequest,
	ListPipelinesResponse,
	PipelineDefinitionS3Location,
	UpdatePipelineRequest,
	UpdatePipelineResponse
} from '@aws-sdk/client-sagemaker';
import { decodeUtf8 } from '#base/bytes.ts';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { readObject } from '../../s3/index.ts';
import { conflictException, resourceArn, validationException } from '../errors.ts';
import { listPage } from '../listing.ts';
import { setTags } from '../tags.ts';
import { refuseUnsupported } from '../unsupported.ts';
import { readDefinition } from './definition.ts';
import { executionsOf, needPipeline, pipelineExecutions, pipelines, type PipelineRecord } from './records.ts';

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreatePipeline.html */
export async function createPipeline(
	ctx: Context,
	input: Given<CreatePipelineRequest, 'PipelineName' | 'ClientRequestToken' | 'RoleArn'>
): Promise<CreatePipelineResponse> {
	const { PipelineName: name, ClientRequestToken: token } = input;
	const arn = resourceArn(ctx, 'pipeline', name);
	const definition = await definitionOf(ctx, input);
	if (definition === null) {
		throw validationException('Either PipelineDefinition or PipelineDefinitionS3Location must be given.');
	}
	readDefinition(definition);
	return ctx.store.transact((tx) => {
		const before = tx.get(pipelines, name);
		if (before?.token === token) return { PipelineArn: arn };
		if (before) {
			throw validationException(
				`Pipeline names must be unique within an AWS account and region. Pipeline with name (${name}) already exists.`
			);
		}
		tx.put(pipelines, name, {
			name,
			displayName: input.PipelineDisplayName ?? null,
			description: input.PipelineDescription ?? null,
			definition,
			version: 1,
			roleArn: input.RoleArn,
			parallelism: input.ParallelismConfiguration?.MaxParallelExecutionSteps ?? null,
			createdAt: tx.now,
			modifiedAt: tx.now,
			lastRunAt: null,
			token
		});
		setTags(tx, arn, input.Tags ?? []);
		return { PipelineArn: arn };
	});
}

async function definitionOf(
	ctx: Context,
	input: {
		PipelineDefinition?: string | undefined;
		PipelineDefinitionS3Location?: PipelineDefinitionS3Location | undefined;
	}
): Promise<string | null> {
	const { PipelineDefinition: text, PipelineDefinitionS3Location: place } = input;
	if (text !== undefined && place !== undefined) {
		throw validationException(
			'PipelineDefinition and PipelineDefinitionS3Location cannot be given together.'
		);
	}
	if (!place) return text ?? null;
	refuseUnsupported('CreatePipeline', place, ['VersionId']);
	return decodeUtf8((await readObject(ctx, place.Bucket!, place.ObjectKey!)).bytes);
}

/** Executions that run go on with the definition that they began with. */
export async function updatePipeline(
	ctx: Context,
	input: Given<UpdatePipelineRequest, 'PipelineName'>
): Promise<UpdatePipelineResponse> {
	const { name } = needPipeline(ctx, input.PipelineName);
	const definition = await definitionOf(ctx, input);
	if (definition !== null) readDefinition(definition);
	return ctx.store.transact((tx) => {
		const record = tx.get(pipelines, name) ?? needPipeline(ctx, name);
		const changed: PipelineRecord = {
			...record,
			displayName: input.PipelineDisplayName ?? record.displayName,
			description: input.PipelineDescription ?? record.description,
			definition: definition ?? record.definition,
			version: record.version + 1,
			roleArn: input.RoleArn ?? record.roleArn,
			parallelism: input.ParallelismConfiguration?.MaxParallelExecutionSteps ?? record.parallelism,
			modifiedAt: tx.now
		};
		tx.put(pipelines, name, changed);
		return { PipelineArn: resourceArn(ctx, 'pipeline', name), PipelineVersionId: changed.version };
	});
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribePipeline.html */
export async function describePipeline(
	ctx: Context,
	input: Given<DescribePipelineRequest, 'PipelineName'>
): Promise<DescribePipelineResponse> {
	const record = needPipeline(ctx, input.PipelineName);
	if (input.PipelineVersionId !== record.version) {
		refuseUnsupported('DescribePipeline', input, ['PipelineVersionId']);
	}
	const { lastRunAt, parallelism } = record;
	return {
		...commonOf(ctx, record),
		PipelineDefinition: record.definition,
		PipelineStatus: 'Active',
		LastRunTime: lastRunAt === null ? undefined : new Date(lastRunAt),
		ParallelismConfiguration: parallelism === null ? undefined : { MaxParallelExecutionSteps: parallelism }
	};
}

function commonOf(ctx: Context, record: PipelineRecord) {
	return {
		PipelineArn: resourceArn(ctx, 'pipeline', record.name),
		PipelineName: record.name,
		PipelineDisplayName: record.displayName ?? record.name,
		PipelineDescription: record.description ?? undefined,
		RoleArn: record.roleArn,
		CreationTime: new Date(record.createdAt),
		LastModifiedTime: new Date(record.modifiedAt)
	};
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListPipelines.html */
export async function listPipelines(
	ctx: Context,
	input: ListPipelinesRequest
): Promise<ListPipelinesResponse> {
	const { PipelineNamePrefix: prefix = '', CreatedAfter, CreatedBefore } = input;
	const wanted = ctx.store.values(pipelines).filter(({ name }) => name.startsWith(prefix));
	const times = { CreationTimeAfter: CreatedAfter, CreationTimeBefore: CreatedBefore };
	const { items, nextToken } = listPage(ctx, wanted, { ...input, ...times });
	return {
		PipelineSummaries: items.map((record) => ({
			...commonOf(ctx, record),
			LastExecutionTime: record.lastRunAt === null ? undefined : new Date(record.lastRunAt)
		})),
		NextToken: nextToken
	};
}

/** Its executions go with it. @throws AwsError ConflictException while one of them runs */
export async function deletePipeline(
	ctx: Context,
	input: Given<DeletePipelineRequest, 'PipelineName'>
): Promise<DeletePipelineResponse> {
	const { name } = needPipeline(ctx, input.PipelineName);
	const arn = resourceArn(ctx, 'pipeline', name);
	return ctx.store.transact((tx) => {
		const executions = executionsOf(ctx, name);
		if (executions.some(({ status }) => status === 'Executing' || status === 'Stopping')) {
			throw conflictException(`Pipeline '${arn}' has an execution that runs. Stop it first.`);
		}
		for (const { key } of executions) tx.remove(pipelineExecutions, key);
		tx.remove(pipelines, name);
		setTags(tx, arn, []);
		return { PipelineArn: arn };
	});
}
