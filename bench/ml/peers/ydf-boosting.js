import YDFTraining from 'ydf-training';
import wasm from 'ydf-training/dist/training.wasm?url';

/** Its interface in JavaScript has no hyperparameters: other trees than ours, and more of them. */
export const name = 'ydf-training 0.0.1, its 300 trees';

export async function prepare({ train: { rows, columns, x, labels } }, { metric }) {
	const ydf = await YDFTraining({ locateFile: () => wasm });
	const data = {};
	for (let j = 0; j < columns; j++) {
		data[`f${j}`] = Array.from({ length: rows }, (_, row) => x[row * columns + j]);
	}
	const isRegression = metric === 'rmse';
	data.label = Array.from(labels, isRegression ? Number : String);
	return { ydf, data, labels, task: isRegression ? 'REGRESSION' : 'CLASSIFICATION', metric };
}

export function run({ ydf, data, task }) {
	return new ydf.GradientBoostedTreesLearner('label', task).train(data);
}

/** Its trees are not the workload's, so neither is their loss. */
export function quality() {
	return NaN;
}
