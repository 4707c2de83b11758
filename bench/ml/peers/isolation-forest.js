import { IsolationForest } from 'isolation-forest';

export const name = 'isolation-forest 0.0.9';

export function prepare({ train: { rows, columns, x, labels } }, { trees, samples }) {
	const points = Array.from({ length: rows }, (_, row) => {
		const point = {};
		for (let j = 0; j < columns; j++) point[`f${j}`] = x[row * columns + j];
		return point;
	});
	return { points, labels, trees, samples };
}

export function run({ points, trees, samples }) {
	const forest = new IsolationForest(trees, samples);
	forest.fit(points);
	return forest.predict(points);
}

/** Area under the curve of anomalies against the rest. */
export function quality(scores, { labels }) {
	const order = scores.map((score, row) => [score, labels[row]]).sort((a, b) => a[0] - b[0]);
	let ranks = 0;
	let positives = 0;
	order.forEach(([, label], i) => {
		if (label !== 1) return;
		ranks += i + 1;
		positives++;
	});
	return (ranks - (positives * (positives + 1)) / 2) / (positives * (scores.length - positives));
}
