import type { ExperimentConfig } from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Transaction } from '../../core/table.ts';
import { validationException } from '../errors.ts';
import {
	associationKey,
	associations,
	needExperiment,
	needTrial,
	trialComponents,
	trials
} from './records.ts';

/**
 * Gives a training job its trial component and puts that into the trial of the job's ExperimentConfig. An experiment
 * without a trial gets one of a name of its own.
 * @throws AwsError ResourceNotFound or ValidationException
 */
export function trackJob(
	tx: Transaction,
	ctx: Context,
	jobName: string,
	{ ExperimentName, TrialName, TrialComponentDisplayName }: ExperimentConfig
): void {
	const component = `${jobName}-aws-training-job`;
	const times = { createdAt: tx.now, modifiedAt: tx.now };
	const displayName = TrialComponentDisplayName ?? 'Training';
	tx.put(trialComponents, component, { name: component, displayName, told: {}, jobName, ...times });
	const trial = trialFor(tx, ctx, jobName, ExperimentName, TrialName);
	if (trial !== null) tx.put(associations, associationKey(trial, component), { trial, component });
}

function trialFor(
	tx: Transaction,
	ctx: Context,
	jobName: string,
	experiment: string | undefined,
	name: string | undefined
): string | null {
	if (experiment !== undefined) needExperiment(ctx, experiment);
	if (name !== undefined) {
		const trial = needTrial(ctx, name);
		if (experiment === undefined || trial.experiment === experiment) return name;
		throw validationException(`Trial '${name}' belongs to the experiment '${trial.experiment}'.`);
	}
	if (experiment === undefined) return null;
	const fresh = `${jobName.slice(0, 100)}-trial`;
	const times = { createdAt: tx.now, modifiedAt: tx.now };
	tx.put(trials, fresh, { name: fresh, displayName: fresh, experiment, metadata: null, ...times });
	return fresh;
}
