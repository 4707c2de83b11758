import { defaultDevice, init, jit, nn, numpy as np } from '@jax-js/jax';

export const name = 'jax-js 0.1.25';

/** One step of Lloyd: the centre of each point by the largest x·c − |c|²/2, then means by a product with one-hot rows. */
export async function prepare({ train: { rows, columns, x } }, { k, iterations }) {
	await init('wasm');
	defaultDevice('wasm');
	const step = jit((points, centers) => {
		const half = np.sum(np.square(centers.ref), 1).mul(0.5);
		const scores = np.matmul(points.ref, np.matrixTranspose(centers)).sub(half);
		const one = nn.oneHot(np.argmax(scores, 1), k);
		const counts = np.maximum(np.sum(one.ref, 0), 1).reshape([k, 1]);
		return np.matmul(np.matrixTranspose(one), points).div(counts);
	});
	return { rows, columns, x, k, iterations, step };
}

export async function run({ rows, columns, x, k, iterations, step }) {
	const points = np.array(x).reshape([rows, columns]);
	let centers = np.array(x.slice(0, k * columns)).reshape([k, columns]);
	for (let i = 0; i < iterations; i++) centers = step(points.ref, centers);
	const found = await centers.data();
	points.dispose();
	return found;
}

export { inertia as quality } from './inertia.js';
