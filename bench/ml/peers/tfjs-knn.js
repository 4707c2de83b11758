import { startTfjs } from './tfjs.js';

export const name = 'tfjs 4.22 wasm, product and topk';
const BLOCK = 500;

export async function prepare({ train, queries }, { k }) {
	const tf = await startTfjs();
	const index = tf.tensor2d(train.x, [train.rows, train.columns]);
	const half = tf.mul(tf.sum(tf.square(index), 1), 0.5);
	return { tf, index, half, labels: train.labels, queries, k };
}

export async function run({ tf, index, half, queries, k }) {
	const nearest = [];
	for (let from = 0; from < queries.rows; from += BLOCK) {
		const rows = Math.min(BLOCK, queries.rows - from);
		const part = queries.x.subarray(from * queries.columns, (from + rows) * queries.columns);
		const indices = tf.tidy(() => {
			const scores = tf.sub(tf.matMul(tf.tensor2d(part, [rows, queries.columns]), index, false, true), half);
			return tf.topk(scores, k, false).indices;
		});
		nearest.push(await indices.data());
		indices.dispose();
	}
	return nearest;
}

/** Share of the queries whose majority of neighbours has their label. */
export function quality(nearest, { labels, queries, k }) {
	const all = Int32Array.from(nearest.flatMap((part) => [...part]));
	let right = 0;
	for (let row = 0; row < queries.rows; row++) {
		const votes = new Map();
		for (const at of all.subarray(row * k, (row + 1) * k))
			votes.set(labels[at], (votes.get(labels[at]) ?? 0) + 1);
		const most = Math.max(...votes.values());
		const winner = Math.min(...[...votes].filter(([, count]) => count === most).map(([label]) => label));
		right += Number(winner === queries.labels[row]);
	}
	return right / queries.rows;
}
