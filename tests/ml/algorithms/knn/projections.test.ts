import { describe, expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { createProjection } from '#ml/algorithms/knn/projection.ts';
import { walshHadamard } from '#ml/algorithms/knn/walsh-hadamard.ts';

test('the Walsh-Hadamard transform is its matrix, and undoes itself but for a factor', () => {
	const x = Float64Array.from({ length: 16 }, (_, i) => Math.sin(i));
	const bitsOf = (n: number): number => n.toString(2).replaceAll('0', '').length;
	const expected = x.map((_, row) => x.reduce((sum, each, i) => sum + each * (-1) ** bitsOf(row & i), 0));
	const once = x.slice();
	walshHadamard(once);
	once.forEach((each, i) => expect(each).toBeCloseTo(expected[i]!, 12));
	walshHadamard(once);
	once.forEach((each, i) => expect(each).toBeCloseTo(16 * x[i]!, 12));
});

describe.each(['sign', 'fjlt'] as const)('%s', (type) => {
	const rng = new Rng(7);
	const features = 100;
	const row = Float32Array.from({ length: features }, () => rng.next() - 0.5);
	const image = (x: Float32Array, target: number, seed: number): Float32Array => {
		const out = new Float32Array(target);
		createProjection({ type, features, target, seed }).dense(x, 0, out, 0);
		return out;
	};
	const squareOf = (x: Float32Array): number => x.reduce((sum, each) => sum + each * each, 0);

	test('is linear', () => {
		const other = Float32Array.from({ length: features }, () => rng.next());
		const sum = image(
			row.map((each, i) => 2 * each + other[i]!),
			12,
			1
		);
		const [a, b] = [image(row, 12, 1), image(other, 12, 1)];
		sum.forEach((each, i) => expect(each).toBeCloseTo(2 * a[i]! + b[i]!, 4));
	});

	test('keeps the square of a length in the mean over maps, with the variance of 2 / target at most', () => {
		const shares = Array.from({ length: 300 }, (_, seed) => squareOf(image(row, 40, seed)) / squareOf(row));
		const mean = shares.reduce((sum, each) => sum + each, 0) / shares.length;
		const variance = shares.reduce((sum, each) => sum + (each - mean) ** 2, 0) / shares.length;
		// Three standard errors.
		expect(Math.abs(mean - 1)).toBeLessThan(3 * Math.sqrt(2 / 40 / 300));
		expect(variance).toBeLessThan((2 / 40) * 1.25);
	});

	test('gives the same of a sparse row', () => {
		const cells = {
			starts: Uint32Array.of(0, 3),
			places: Uint32Array.of(2, 50, 99),
			values: Float32Array.of(1, -2, 0.5)
		};
		const full = new Float32Array(features);
		cells.places.forEach((place, i) => (full[place] = cells.values[i]!));
		const out = new Float32Array(12);
		createProjection({ type, features, target: 12, seed: 5 }).sparse(cells, 0, 3, out, 0);
		expect(out).toEqual(image(full, 12, 5));
	});
});
