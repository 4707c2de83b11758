import type {
	CreateTrialRequest,
	CreateTrialResponse,
	DeleteTrialRequest,
	DeleteTrialResponse,
	DescribeTrialResponse,
	ListTrialsRequest,
	ListTrialsResponse,
	UpdateTrialRequest,
	UpdateTrialResponse
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { resourceArn, validationException } from '../errors.ts';
import { listPage } from '../listing.ts';
import { setTags } from '../tags.ts';
import { withinTimes } from './experiment-operations.ts';
import {
	associationKey,
	associations,
	nameTaken,
	needComponent,
	needExperiment,
	needTrial,
	trials,
	type TrialRecord
} from './records.ts';

type OfTrial = Given<DeleteTrialRequest, 'TrialName'>;

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrial.html */
export async function createTrial(
	ctx: Context,
	input: Given<CreateTrialRequest, 'TrialName' | 'ExperimentName'>
): Promise<CreateTrialResponse> {
	const { TrialName: name, DisplayName, MetadataProperties, Tags } = input;
	const arn = resourceArn(ctx, 'experiment-trial', name);
	return ctx.store.transact((tx) => {
		const { name: experiment } = needExperiment(ctx, input.ExperimentName);
		if (tx.get(trials, name)) throw nameTaken('Trial', name);
		tx.put(trials, name, {
			name,
			displayName: DisplayName ?? name,
			experiment,
			metadata: MetadataProperties ?? null,
			createdAt: tx.now,
			modifiedAt: tx.now
		});
		setTags(tx, arn, Tags ?? []);
		return { TrialArn: arn };
	});
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeTrial.html */
export async function describeTrial(ctx: Context, input: OfTrial): Promise<DescribeTrialResponse> {
	const record = needTrial(ctx, input.TrialName);
	return {
		...summaryOf(ctx, record),
		ExperimentName: record.experiment,
		MetadataProperties: record.metadata ?? undefined
	};
}

function summaryOf(ctx: Context, { name, displayName, createdAt, modifiedAt }: TrialRecord) {
	return {
		TrialName: name,
		TrialArn: resourceArn(ctx, 'experiment-trial', name),
		DisplayName: displayName,
		CreationTime: new Date(createdAt),
		LastModifiedTime: new Date(modifiedAt)
	};
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListTrials.html */
export async function listTrials(ctx: Context, input: ListTrialsRequest): Promise<ListTrialsResponse> {
	const { ExperimentName: experiment, TrialComponentName: component } = input;
	if (experiment !== undefined) needExperiment(ctx, experiment);
	if (component !== undefined) needComponent(ctx, component);
	const wanted = ctx.store
		.values(trials)
		.filter(
			(trial) =>
				(experiment === undefined || trial.experiment === experiment) &&
				(component === undefined || ctx.store.get(associations, associationKey(trial.name, component)))
		);
	const { items, nextToken } = listPage(ctx, wanted, withinTimes(input));
	return { TrialSummaries: items.map((one) => summaryOf(ctx, one)), NextToken: nextToken };
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateTrial.html */
export async function updateTrial(
	ctx: Context,
	input: Given<UpdateTrialRequest, 'TrialName'>
): Promise<UpdateTrialResponse> {
	const { name } = needTrial(ctx, input.TrialName);
	await ctx.store.transact((tx) => {
		const record = tx.get(trials, name) ?? needTrial(ctx, name);
		const displayName = input.DisplayName ?? record.displayName;
		tx.put(trials, name, { ...record, displayName, modifiedAt: tx.now });
	});
	return { TrialArn: resourceArn(ctx, 'experiment-trial', name) };
}

/** @throws AwsError ValidationException while components are associated with it */
export async function deleteTrial(ctx: Context, input: OfTrial): Promise<DeleteTrialResponse> {
	const { name } = needTrial(ctx, input.TrialName);
	const arn = resourceArn(ctx, 'experiment-trial', name);
	return ctx.store.transact((tx) => {
		if (ctx.store.values(associations).some(({ trial }) => trial === name)) {
			throw validationException(`Trial '${name}' has trial components: disassociate them first.`);
		}
		tx.remove(trials, name);
		setTags(tx, arn, []);
		return { TrialArn: arn };
	});
}
