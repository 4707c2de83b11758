import type {
	CreateExperimentRequest,
	CreateExperimentResponse,
	DeleteExperimentRequest,
	DeleteExperimentResponse,
	DescribeExperimentResponse,
	ListExperimentsRequest,
	ListExperimentsResponse,
	UpdateExperimentRequest,
	UpdateExperimentResponse
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { resourceArn, validationException } from '../errors.ts';
import { listPage } from '../listing.ts';
import { setTags } from '../tags.ts';
import { experiments, nameTaken, needExperiment, trials, type ExperimentRecord } from './records.ts';

type OfExperiment = Given<DeleteExperimentRequest, 'ExperimentName'>;

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateExperiment.html */
export async function createExperiment(
	ctx: Context,
	input: Given<CreateExperimentRequest, 'ExperimentName'>
): Promise<CreateExperimentResponse> {
	const { ExperimentName: name, DisplayName, Description, Tags } = input;
	const arn = resourceArn(ctx, 'experiment', name);
	return ctx.store.transact((tx) => {
		if (tx.get(experiments, name)) throw nameTaken('Experiment', name);
		tx.put(experiments, name, {
			name,
			displayName: DisplayName ?? name,
			description: Description ?? null,
			createdAt: tx.now,
			modifiedAt: tx.now
		});
		setTags(tx, arn, Tags ?? []);
		return { ExperimentArn: arn };
	});
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeExperiment.html */
export async function describeExperiment(
	ctx: Context,
	input: OfExperiment
): Promise<DescribeExperimentResponse> {
	const record = needExperiment(ctx, input.ExperimentName);
	return { ...summaryOf(ctx, record), Description: record.description ?? undefined };
}

function summaryOf(ctx: Context, { name, displayName, createdAt, modifiedAt }: ExperimentRecord) {
	return {
		ExperimentName: name,
		ExperimentArn: resourceArn(ctx, 'experiment', name),
		DisplayName: displayName,
		CreationTime: new Date(createdAt),
		LastModifiedTime: new Date(modifiedAt)
	};
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListExperiments.html */
export async function listExperiments(
	ctx: Context,
	input: ListExperimentsRequest
): Promise<ListExperimentsResponse> {
	const { items, nextToken } = listPage(ctx, ctx.store.values(experiments), withinTimes(input));
	return { ExperimentSummaries: items.map((one) => summaryOf(ctx, one)), NextToken: nextToken };
}

/** The lists of experiments name their times in their own way. */
export function withinTimes<T extends { CreatedAfter?: Date | undefined; CreatedBefore?: Date | undefined }>(
	query: T
): T & { CreationTimeAfter?: Date | undefined; CreationTimeBefore?: Date | undefined } {
	return { ...query, CreationTimeAfter: query.CreatedAfter, CreationTimeBefore: query.CreatedBefore };
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateExperiment.html */
export async function updateExperiment(
	ctx: Context,
	input: Given<UpdateExperimentRequest, 'ExperimentName'>
): Promise<UpdateExperimentResponse> {
	const { name } = needExperiment(ctx, input.ExperimentName);
	await ctx.store.transact((tx) => {
		const record = tx.get(experiments, name) ?? needExperiment(ctx, name);
		tx.put(experiments, name, {
			...record,
			displayName: input.DisplayName ?? record.displayName,
			description: input.Description ?? record.description,
			modifiedAt: tx.now
		});
	});
	return { ExperimentArn: resourceArn(ctx, 'experiment', name) };
}

/** @throws AwsError ValidationException while it has trials */
export async function deleteExperiment(ctx: Context, input: OfExperiment): Promise<DeleteExperimentResponse> {
	const { name } = needExperiment(ctx, input.ExperimentName);
	const arn = resourceArn(ctx, 'experiment', name);
	return ctx.store.transact((tx) => {
		if (ctx.store.values(trials).some(({ experiment }) => experiment === name)) {
			throw validationException(`Experiment '${name}' has trials: delete them first.`);
		}
		tx.remove(experiments, name);
		setTags(tx, arn, []);
		return { ExperimentArn: arn };
	});
}
