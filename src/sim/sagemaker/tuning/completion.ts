import { bestTrial, lossOf, type TuningJobRecord } from './tuning-record.ts';

/** Where the first so many trials come to nothing, the search is given up. */
const MOST_FAILURES = 5;

/** A best value counts as a new one when it is better by this share. */
const IMPROVEMENT = 0.01;

/**
 * Why the search is over before its number of trials is used up: `failure` says why it failed, null that a completion
 * criterion is met. Null while it goes on.
 */
export function completionOf(record: TuningJobRecord): { readonly failure: string | null } | null {
	const { trials, objective, limit } = record;
	const best = bestTrial(record);
	const ended = trials.filter(({ endedAt }) => endedAt !== null);
	if (best === null) {
		const failed = ended.filter(({ status }) => status === 'Failed' || status === 'Completed');
		if (failed.length < Math.min(MOST_FAILURES, limit)) return null;
		return {
			failure: `No training job succeeded after ${failed.length} attempts. For additional details, please take a look at the training job failures by listing training jobs for the hyperparameter tuning job.`
		};
	}
	const criteria = record.request.HyperParameterTuningJobConfig.TuningJobCompletionCriteria;
	const target = criteria?.TargetObjectiveMetricValue;
	if (target !== undefined && lossOf(objective, best.value!) <= lossOf(objective, target)) {
		return { failure: null };
	}
	const patience = criteria?.BestObjectiveNotImproving?.MaxNumberOfTrainingJobsNotImproving;
	if (patience !== undefined && notImproving(record) >= patience) return { failure: null };
	return null;
}

/** How many trials have ended since the best value last got better by one hundredth. */
export function notImproving({ trials, objective }: TuningJobRecord): number {
	const ended = trials.filter(({ endedAt }) => endedAt !== null).sort((a, b) => a.endedAt! - b.endedAt!);
	let best = Infinity;
	let count = 0;
	for (const { value } of ended) {
		const loss = value === null ? Infinity : lossOf(objective, value);
		if (loss < best - IMPROVEMENT * Math.abs(Number.isFinite(best) ? best : 0)) [best, count] = [loss, 0];
		else count++;
	}
	return count;
}
