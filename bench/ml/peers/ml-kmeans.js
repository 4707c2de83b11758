import { kmeans } from 'ml-kmeans';
import { inertia } from './inertia.js';

export const name = 'ml-kmeans 7.0.1';

export function prepare({ train: { rows, columns, x } }, { k, iterations }) {
	const points = Array.from({ length: rows }, (_, row) =>
		Array.from(x.subarray(row * columns, (row + 1) * columns))
	);
	return { rows, columns, x, points, k, iterations };
}

export function run({ points, k, iterations }) {
	return kmeans(points, k, { initialization: points.slice(0, k), maxIterations: iterations, tolerance: 0 });
}

export function quality({ centroids }, prepared) {
	return inertia(Float64Array.from(centroids.flat()), prepared);
}
