import { defaultDevice, init, numpy as np } from '@jax-js/jax';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

export const name = 'jax-js 0.1.25, covariance, ml-matrix eigenvalues';

export async function prepare({ train: { rows, columns, x } }, { components }) {
	await init('wasm');
	defaultDevice('wasm');
	return { rows, columns, x, components };
}

export async function run({ rows, columns, x, components }) {
	const points = np.array(x).reshape([rows, columns]);
	const moved = points.ref.sub(np.mean(points, 0));
	const products = await np.matmul(np.matrixTranspose(moved.ref), moved).data();
	const { realEigenvalues } = new EigenvalueDecomposition(Matrix.from1DArray(columns, columns, products), {
		assumeSymmetric: true
	});
	const values = realEigenvalues.sort((a, b) => b - a);
	const sum = (list) => list.reduce((total, value) => total + value, 0);
	return sum(values.slice(0, components)) / sum(values);
}

/** Share of the variance that is explained. */
export function quality(share) {
	return share;
}
