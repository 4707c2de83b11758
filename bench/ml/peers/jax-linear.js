import { defaultDevice, init, jit, numpy as np } from '@jax-js/jax';
import { CholeskyDecomposition, Matrix } from 'ml-matrix';

export const name = 'jax-js 0.1.25, normal equations';

/** The bias is what the means leave over: a column of ones would make an odd width, which its products do slowly. */
export async function prepare({ train: { rows, columns, x, labels } }) {
	await init('wasm');
	defaultDevice('wasm');
	const moved = jit((values) => values.ref.sub(np.mean(values, 0)));
	const products = jit((features) => np.matmul(np.matrixTranspose(features.ref), features));
	const moments = jit((features, targets) => np.matmul(np.matrixTranspose(features), targets));
	return { rows, columns, x, labels, moved, products, moments };
}

export async function run({ rows, columns, x, labels, moved, products, moments }) {
	const features = np.array(x).reshape([rows, columns]);
	const targets = np.array(labels).reshape([rows, 1]);
	const means = [...(await np.mean(features.ref, 0).data()), ...(await np.mean(targets.ref, 0).data())];
	const centred = moved(features);
	const square = Matrix.from1DArray(columns, columns, await products(centred.ref).data());
	const right = Matrix.from1DArray(columns, 1, await moments(centred, moved(targets)).data());
	const weights = new CholeskyDecomposition(square).solve(right).to1DArray();
	const bias = weights.reduce((sum, weight, j) => sum - weight * means[j], means[columns]);
	return { weights, bias };
}

export function quality({ weights, bias }, { rows, columns, x, labels }) {
	let sum = 0;
	for (let row = 0; row < rows; row++) {
		let margin = bias;
		for (let j = 0; j < columns; j++) margin += x[row * columns + j] * weights[j];
		sum += (margin - labels[row]) ** 2;
	}
	return sum / rows;
}
