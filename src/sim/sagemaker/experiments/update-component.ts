import type { UpdateTrialComponentRequest, UpdateTrialComponentResponse } from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { resourceArn } from '../errors.ts';
import { needComponent, trialComponents, type TrialComponentRecord } from './records.ts';

type Input = Given<UpdateTrialComponentRequest, 'TrialComponentName'>;

/**
 * Maps are laid over those of before, then what is to be removed goes.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateTrialComponent.html
 */
export async function updateTrialComponent(
	ctx: Context,
	input: Input
): Promise<UpdateTrialComponentResponse> {
	const { name } = needComponent(ctx, input.TrialComponentName);
	await ctx.store.transact((tx) => {
		const record = tx.get(trialComponents, name) ?? needComponent(ctx, name);
		const displayName = input.DisplayName ?? record.displayName;
		tx.put(trialComponents, name, {
			...record,
			displayName,
			told: toldAfter(record, input),
			modifiedAt: tx.now
		});
	});
	return { TrialComponentArn: resourceArn(ctx, 'experiment-trial-component', name) };
}

function toldAfter({ told }: TrialComponentRecord, input: Input): TrialComponentRecord['told'] {
	return {
		...told,
		Status: input.Status ?? told.Status,
		StartTime: input.StartTime ?? told.StartTime,
		EndTime: input.EndTime ?? told.EndTime,
		Parameters: merged(told.Parameters, input.Parameters, input.ParametersToRemove),
		InputArtifacts: merged(told.InputArtifacts, input.InputArtifacts, input.InputArtifactsToRemove),
		OutputArtifacts: merged(told.OutputArtifacts, input.OutputArtifacts, input.OutputArtifactsToRemove)
	};
}

function merged<T>(
	before: Record<string, T> = {},
	added: Record<string, T> = {},
	removed: readonly string[] = []
): Record<string, T> {
	const all = Object.entries({ ...before, ...added });
	return Object.fromEntries(all.filter(([key]) => !removed.includes(key)));
}
