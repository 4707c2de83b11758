import type {
	AssociateTrialComponentRequest,
	AssociateTrialComponentResponse
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { resourceArn, resourceNotFound } from '../errors.ts';
import { associationKey, associations, needComponent, needTrial } from './records.ts';

type Pair = Given<AssociateTrialComponentRequest, 'TrialName' | 'TrialComponentName'>;

/**
 * Puts a component into a trial; one that is there already stays.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AssociateTrialComponent.html
 */
export async function associateTrialComponent(
	ctx: Context,
	input: Pair
): Promise<AssociateTrialComponentResponse> {
	return ctx.store.transact((tx) => {
		const { name: trial } = needTrial(ctx, input.TrialName);
		const { name: component } = needComponent(ctx, input.TrialComponentName);
		tx.put(associations, associationKey(trial, component), { trial, component });
		return arnsOf(ctx, trial, component);
	});
}

/** @throws AwsError ResourceNotFound where it is not in the trial */
export async function disassociateTrialComponent(
	ctx: Context,
	{ TrialName: trial, TrialComponentName: component }: Pair
): Promise<AssociateTrialComponentResponse> {
	return ctx.store.transact((tx) => {
		const key = associationKey(trial, component);
		if (!tx.get(associations, key)) {
			throw resourceNotFound(`Trial Component '${component}' is not associated with Trial '${trial}'.`);
		}
		tx.remove(associations, key);
		return arnsOf(ctx, trial, component);
	});
}

function arnsOf(ctx: Context, trial: string, component: string): AssociateTrialComponentResponse {
	return {
		TrialArn: resourceArn(ctx, 'experiment-trial', trial),
		TrialComponentArn: resourceArn(ctx, 'experiment-trial-component', component)
	};
}
