import { UserError } from '#base/errors.ts';
import type { Task } from '#ml/algorithm.ts';
import type { FactorHyperparameters } from './hyperparameters.ts';
import { Learner } from './learner.ts';
import { FactorModel, marginOf } from './model.ts';
import { orderRows, type OrderedRows } from './ordered-rows.ts';
import { drawParameters } from './parameters.ts';
import { createQuality, type Quality } from './quality.ts';
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
	const rows = orderRows(data.train, p.feature_dim, rng);
	const learner = new Learner(rows, start, p);
	const report = createReport(task);
	report.begin(rows, p);
	const batches = Uint32Array.from({ length: Math.ceil(rows.rows / p.mini_batch_size) }, (_, i) => i);
	let epoch = 0;
	while (epoch < p.epochs) {
		report.beginEpoch();
		const quality = createQuality(p.predictor_type);
		for (const batch of rng.shuffle(batches)) {
			if (stop.aborted) break;
			const from = batch * p.mini_batch_size;
			learn(learner, rows, from, Math.min(rows.rows, from + p.mini_batch_size), quality);
			await task.breathe();
		}
		if (stop.aborted) break;
		const measures = quality.measures();
		if (measures.some(([, value]) => !Number.isFinite(value))) throw diverged(epoch);
		report.endEpoch(epoch++, p.epochs, rows.rows, measures);
	}
	if (epoch === 0) return null;
	const model = new FactorModel(p.predictor_type, learner.parameters(start));
	if (data.test && !stop.aborted) {
		const quality = createQuality(p.predictor_type);
		for (let row = 0; row < data.test.rows; row++) {
			quality.add(marginOf(model.parameters, data.test, row), data.test.labels[row]!);
		}
		report.test(quality.measures());
	}
	return model;
}

/** One step by the rows [from, to) of the drawn order. */
function learn(
	learner: Learner,
	{ labels, order }: OrderedRows,
	from: number,
	to: number,
	quality: Quality
): void {
	const said = learner.margins(from, to);
	for (let i = 0; i < said.length; i++) said[i] = quality.add(said[i]!, labels[order[from + i]!]!);
	learner.learn(from, to);
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
