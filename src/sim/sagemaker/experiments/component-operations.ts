import type {
	CreateTrialComponentRequest,
	CreateTrialComponentResponse,
	DeleteTrialComponentRequest,
	DeleteTrialComponentResponse,
	DescribeTrialComponentResponse,
	ListTrialComponentsRequest,
	ListTrialComponentsResponse
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { resourceArn, validationException } from '../errors.ts';
import { listPage } from '../listing.ts';
import { setTags } from '../tags.ts';
import { withinTimes } from './experiment-operations.ts';
import { componentOfJob } from './job-component.ts';
import {
	associations,
	nameTaken,
	needComponent,
	needExperiment,
	needTrial,
	trialComponents,
	trials,
	type TrialComponentRecord
} from './records.ts';

type OfComponent = Given<DeleteTrialComponentRequest, 'TrialComponentName'>;

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrialComponent.html */
export async function createTrialComponent(
	ctx: Context,
	input: Given<CreateTrialComponentRequest, 'TrialComponentName'>
): Promise<CreateTrialComponentResponse> {
	const { TrialComponentName: name, DisplayName, Tags, ...told } = input;
	const arn = resourceArn(ctx, 'experiment-trial-component', name);
	return ctx.store.transact((tx) => {
		if (tx.get(trialComponents, name)) throw nameTaken('Trial Component', name);
		tx.put(trialComponents, name, {
			name,
			displayName: DisplayName ?? name,
			told,
			jobName: null,
			createdAt: tx.now,
			modifiedAt: tx.now
		});
		setTags(tx, arn, Tags ?? []);
		return { TrialComponentArn: arn };
	});
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeTrialComponent.html */
export async function describeTrialComponent(
	ctx: Context,
	input: OfComponent
): Promise<DescribeTrialComponentResponse> {
	return componentView(ctx, needComponent(ctx, input.TrialComponentName));
}

/** A component with all that is known of it; what its job did stands where nothing was told. */
export function componentView(ctx: Context, record: TrialComponentRecord): DescribeTrialComponentResponse {
	const { name, displayName, told, createdAt, modifiedAt } = record;
	const job = componentOfJob(ctx, record);
	return {
		TrialComponentName: name,
		TrialComponentArn: resourceArn(ctx, 'experiment-trial-component', name),
		DisplayName: displayName,
		Source: job?.Source,
		Status: told.Status ?? job?.Status,
		StartTime: told.StartTime ?? job?.StartTime,
		EndTime: told.EndTime ?? job?.EndTime,
		CreationTime: new Date(createdAt),
		LastModifiedTime: new Date(modifiedAt),
		Parameters: { ...job?.Parameters, ...told.Parameters },
		InputArtifacts: { ...job?.InputArtifacts, ...told.InputArtifacts },
		OutputArtifacts: { ...job?.OutputArtifacts, ...told.OutputArtifacts },
		MetadataProperties: told.MetadataProperties,
		Metrics: job?.Metrics ?? []
	};
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListTrialComponents.html */
export async function listTrialComponents(
	ctx: Context,
	input: ListTrialComponentsRequest
): Promise<ListTrialComponentsResponse> {
	const names = namesIn(ctx, input);
	const wanted = ctx.store.values(trialComponents).filter((record) => {
		const source = componentOfJob(ctx, record)?.Source?.SourceArn;
		return (names?.has(record.name) ?? true) && (input.SourceArn ?? source) === source;
	});
	const { items, nextToken } = listPage(ctx, wanted, withinTimes(input));
	return { TrialComponentSummaries: items.map((one) => summaryOf(ctx, one)), NextToken: nextToken };
}

function summaryOf(ctx: Context, record: TrialComponentRecord) {
	const view = componentView(ctx, record);
	return {
		TrialComponentName: view.TrialComponentName,
		TrialComponentArn: view.TrialComponentArn,
		DisplayName: view.DisplayName,
		TrialComponentSource: view.Source,
		Status: view.Status,
		StartTime: view.StartTime,
		EndTime: view.EndTime,
		CreationTime: view.CreationTime,
		LastModifiedTime: view.LastModifiedTime
	};
}

/** Names of the components of a trial or of an experiment's trials; null where neither is asked for. */
function namesIn(
	ctx: Context,
	{ TrialName: trial, ExperimentName: experiment }: ListTrialComponentsRequest
): ReadonlySet<string> | null {
	if (trial === undefined && experiment === undefined) return null;
	if (trial !== undefined) needTrial(ctx, trial);
	if (experiment !== undefined) needExperiment(ctx, experiment);
	const found = ctx.store
		.values(associations)
		.filter(
			(one) =>
				(trial === undefined || one.trial === trial) &&
				(experiment === undefined || ctx.store.get(trials, one.trial)?.experiment === experiment)
		);
	return new Set(found.map(({ component }) => component));
}

/** @throws AwsError ValidationException while it is in a trial */
export async function deleteTrialComponent(
	ctx: Context,
	input: OfComponent
): Promise<DeleteTrialComponentResponse> {
	const { name } = needComponent(ctx, input.TrialComponentName);
	const arn = resourceArn(ctx, 'experiment-trial-component', name);
	return ctx.store.transact((tx) => {
		if (ctx.store.values(associations).some(({ component }) => component === name)) {
			throw validationException(`Trial Component '${name}' is in a trial: disassociate it first.`);
		}
		tx.remove(trialComponents, name);
		setTags(tx, arn, []);
		return { TrialComponentArn: arn };
	});
}
