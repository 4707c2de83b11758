import { UserError } from '#base/errors.ts';
import type { Task } from '#ml/algorithm.ts';
import type { FactorHyperparameters } from './hyperparameters.ts';
import { Learner } from './learner.ts';
import { FactorModel, marginOf } from './model.ts';
import { orderRows } from './ordered-rows.ts';
import { drawParameters } from './parameters.ts';
import { measuresOf, SUMS } from './quality.ts';
import { createReport } from './report.ts';
import { checkTrainingData } from './training-data.ts';

/**
 * Trains a machine by mini-batches and Adam, epoch after epoch.
 * @returns null where it was stopped before the first epoch was over
 * @throws UserError for data that cannot be learnt from, and `Diverged`
 */
export async function train(task: Task<FactorHyperparameters>): Promise<FactorModel | null> {
	const { hyperparameters: p, rng, stop } = task;
	const data = checkTrainingData(task.channels, p);
	const start = drawParameters(p, rng);
	const rows = orderRows(data.train, p.mini_batch_size, rng);
	const learner = new Learner(rows, start, p);
	const report = createReport(task);
	report.begin(rows, learner.active.length, p);
	const batches = Uint32Array.from({ length: Math.ceil(rows.rows / p.mini_batch_size) }, (_, i) => i);
	let epoch = 0;
	while (epoch < p.epochs) {
		report.beginEpoch();
		const sums = new Float64Array(SUMS);
		for (const batch of rng.shuffle(batches)) {
			if (stop.aborted) break;
			const from = batch * p.mini_batch_size;
			learner.learn(from, Math.min(rows.rows, from + p.mini_batch_size), sums);
			await task.breathe();
		}
		if (stop.aborted) break;
		const measures = measuresOf(p.predictor_type, sums);
		if (measures.some(([, value]) => !Number.isFinite(value))) throw diverged(epoch);
		report.endEpoch(epoch++, p.epochs, rows.rows, measures);
	}
	if (epoch === 0) return null;
	const model = new FactorModel(p.predictor_type, learner.parameters(start));
	const { test } = data;
	if (test && !stop.aborted) {
		const margins = Float32Array.from(test.labels, (_, row) => marginOf(model.parameters, test, row));
		report.test(measuresOf(p.predictor_type, learner.judge(margins, test.labels)));
	}
	return model;
}

function diverged(epoch: number): UserError {
	return new UserError(
		'Diverged',
		`The training loss is not a number: training diverged in epoch ${epoch}.`,
		{
			hint: 'Take smaller learning rates (bias_lr, linear_lr, factors_lr), a smaller start of the factors, or set clip_gradient.'
		}
	);
}
