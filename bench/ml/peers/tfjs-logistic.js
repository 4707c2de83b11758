import { layers, sequential } from '@tensorflow/tfjs-layers';
import { startTfjs } from './tfjs.js';

export const name = 'tfjs 4.22 wasm, Adam, 5 epochs';

export async function prepare({ train: { rows, columns, x, labels } }) {
	const tf = await startTfjs();
	const [features, targets] = [tf.tensor2d(x, [rows, columns]), tf.tensor2d(labels, [rows, 1])];
	return { tf, rows, columns, labels, features, targets };
}

export async function run({ tf, columns, features, targets }) {
	const model = sequential({
		layers: [layers.dense({ units: 1, activation: 'sigmoid', inputShape: [columns] })]
	});
	model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
	await model.fit(features, targets, { epochs: 5, batchSize: 512 });
	return model;
}

export async function quality(model, { rows, labels, features }) {
	const p = await model.predict(features, { batchSize: rows }).data();
	let sum = 0;
	for (let row = 0; row < rows; row++) sum -= Math.log(labels[row] === 1 ? p[row] : 1 - p[row]);
	return sum / rows;
}
