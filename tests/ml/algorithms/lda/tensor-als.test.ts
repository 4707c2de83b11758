import { describe, expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { decomposeTensor } from '#ml/algorithms/lda/tensor-als.ts';
import { orthonormaliseOrDrop } from '#ml/linalg/orthonormal.ts';

const limits = {
	maxIterations: 200,
	tol: 1e-12,
	stop: { aborted: false },
	breathe: () => Promise.resolve()
};

/** Σ weight · v ⊗ v ⊗ v, with some noise that is as symmetric. */
function tensorOf(weights: readonly number[], vectors: Float64Array, noise = 0, seed = 9): Float64Array {
	const n = weights.length;
	const rng = new Rng(seed);
	const tensor = new Float64Array(n ** 3);
	for (let i = 0; i < n; i++) {
		for (let j = i; j < n; j++) {
			for (let l = j; l < n; l++) {
				let sum = noise * (rng.next() - 0.5);
				for (let t = 0; t < n; t++) {
					sum += weights[t]! * vectors[t * n + i]! * vectors[t * n + j]! * vectors[t * n + l]!;
				}
				for (const [a, b, c] of [
					[i, j, l],
					[i, l, j],
					[j, i, l],
					[j, l, i],
					[l, i, j],
					[l, j, i]
				] as const) {
					tensor[(a * n + b) * n + c] = sum;
				}
			}
		}
	}
	return tensor;
}

function perpendicular(n: number): Float64Array {
	const rng = new Rng(3);
	const vectors = Float64Array.from({ length: n * n }, () => rng.next() - 0.5);
	orthonormaliseOrDrop(vectors, n);
	return vectors;
}

describe('the decomposition of a tensor', () => {
	const weights = [5, 4, 3.5, 3, 2, 1];
	const n = weights.length;
	const vectors = perpendicular(n);

	test('finds the terms of a sum, whatever their order, with their signs', async () => {
		const found = await decomposeTensor(tensorOf(weights, vectors), n, { ...limits, rng: new Rng(1) });
		expect(found.error).toBeLessThan(1e-6);
		const order = [...found.weights.keys()].sort((a, b) => found.weights[b]! - found.weights[a]!);
		order.forEach((from, t) => {
			expect(found.weights[from]).toBeCloseTo(weights[t]!, 6);
			for (let j = 0; j < n; j++) expect(found.vectors[from * n + j]).toBeCloseTo(vectors[t * n + j]!, 5);
		});
	});

	test('has an error that never rises, and is the length of what is left', async () => {
		const tensor = tensorOf(weights, vectors, 2);
		const errors: number[] = [];
		const found = await decomposeTensor(tensor, n, { ...limits, rng: new Rng(2) }, (error) =>
			errors.push(error)
		);
		expect(errors.length).toBeGreaterThan(3);
		for (let i = 1; i < errors.length; i++) expect(errors[i]).toBeLessThanOrEqual(errors[i - 1]! + 1e-12);
		const fitted = tensorOf([...found.weights], found.vectors);
		const left = Math.hypot(...tensor.map((cell, i) => cell - fitted[i]!)) / Math.hypot(...tensor);
		expect(found.error).toBeCloseTo(left, 3);
	});

	test('takes fewer iterations for a larger tol, and at most as many as it may', async () => {
		const tensor = tensorOf(weights, vectors, 2);
		const run = (more: object) => decomposeTensor(tensor, n, { ...limits, rng: new Rng(2), ...more });
		const [long, short, capped] = [await run({}), await run({ tol: 1e-2 }), await run({ maxIterations: 2 })];
		expect(short.iterations).toBeLessThan(long.iterations);
		expect(capped.iterations).toBe(2);
		expect(capped.error).toBeGreaterThanOrEqual(long.error);
	});
});
