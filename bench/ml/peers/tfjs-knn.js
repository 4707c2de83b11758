import { startTfjs } from './tfjs.js';

export const name = 'tfjs 4.22 wasm, product and topk';
const BLOCK = 500;

export async function prepare({ train, asked }, { k }) {
	const tf = await startTfjs();
	const index = tf.tensor2d(train.x, [train.rows, train.columns]);
	const half = tf.mul(tf.sum(tf.square(index), 1), 0.5);
	return { tf, index, half, labels: train.labels, asked, k };
}

export async function run({ tf, index, half, asked, k }) {
	const nearest = [];
	for (let from = 0; from < asked.rows; from += BLOCK) {
		const rows = Math.min(BLOCK, asked.rows - from);
		const part = asked.x.subarray(from * asked.columns, (from + rows) * asked.columns);
		const indices = tf.tidy(() => {
			const scores = tf.sub(tf.matMul(tf.tensor2d(part, [rows, asked.columns]), index, false, true), half);
			return tf.topk(scores, k, false).indices;
		});
		nearest.push(await indices.data());
		indices.dispose();
	}
	return nearest;
}

/** Share of the asked whose majority of neighbours has their label. */
export function quality(nearest, { labels, asked, k }) {
	const all = Int32Array.from(nearest.flatMap((part) => [...part]));
	let right = 0;
	for (let row = 0; row < asked.rows; row++) {
		const votes = new Map();
		for (const at of all.subarray(row * k, (row + 1) * k))
			votes.set(labels[at], (votes.get(labels[at]) ?? 0) + 1);
		const most = Math.max(...votes.values());
		const winner = Math.min(...[...votes].filter(([, count]) => count === most).map(([label]) => label));
		right += Number(winner === asked.labels[row]);
	}
	return right / asked.rows;
}
