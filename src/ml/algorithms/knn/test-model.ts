import type { Task } from '#ml/algorithm.ts';
import { createReporter, numberText } from '#ml/first-generation/reporter.ts';
import { batchOf } from './batch.ts';
import type { KnnHyperparameters } from './hyperparameters.ts';
import type { KnnModel } from './model.ts';
import type { Labelled } from './training-data.ts';

/** Scores the rows of the test channel and says after each mini-batch how good the model was so far. */
export async function testModel(
	task: Task<KnnHyperparameters>,
	model: KnnModel,
	test: Labelled
): Promise<void> {
	const { hyperparameters: p, stop, breathe, log } = task;
	const predictor = model.predictorOn(task);
	const isClassifier = p.predictor_type === 'classifier';
	let sum = 0;
	for (let from = 0; from < test.rows; from += p.mini_batch_size) {
		const to = Math.min(test.rows, from + p.mini_batch_size);
		const { fields } = await predictor.predict(batchOf(test, from, to));
		const answers = fields[0]!.values;
		for (let i = 0; i < answers.length; i++) {
			const difference = answers[i]! - test.labels[from + i]!;
			sum += isClassifier ? Number(difference === 0) : difference * difference;
		}
		if (stop.aborted) return;
		log(`#test_score (algo-1) : ('${isClassifier ? 'accuracy' : 'mse'}', ${numberText(sum / to)})`);
		await breathe();
	}
	createReporter(task).quality(isClassifier ? 'test accuracy <score>' : 'test mse <loss>', sum / test.rows);
}
