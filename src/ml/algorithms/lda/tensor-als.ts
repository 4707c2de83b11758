import type { Rng } from '#base/rng.ts';
import { orthonormaliseOrDrop } from '#ml/linalg/orthonormal.ts';
import { polarFactor } from '#ml/linalg/polar-factor.ts';

/** T ≈ Σ weight · v ⊗ v ⊗ v with unit, perpendicular v. */
export interface Decomposition {
	readonly weights: Float64Array;
	/** Vector after vector: n · n. */
	readonly vectors: Float64Array;
	/** What is left of T: its length, as a share of that of T. */
	readonly error: number;
	readonly iterations: number;
}

export interface AlsLimits {
	readonly maxIterations: number;
	/** A fall of the error below this ends it. */
	readonly tol: number;
	readonly rng: Rng;
	/** Awaited once per iteration. */
	readonly breathe: () => Promise<void>;
	/** Once true, it ends with what it has. */
	readonly stop: { readonly aborted: boolean };
}

/**
 * Decomposes a symmetric tensor by alternating least squares from one random start: of the three factors of
 * Σ weight · a ⊗ b ⊗ c two are held, and the third is the best perpendicular one. The error never rises.
 * Time n⁴ an iteration.
 * @param tensor n³ cells
 * @param hearError called after each iteration
 */
export async function decomposeTensor(
	tensor: Float64Array,
	n: number,
	{ maxIterations, tol, rng, breathe, stop }: AlsLimits,
	hearError: (error: number) => void = () => {}
): Promise<Decomposition> {
	const start: Float64Array = Float64Array.from({ length: n * n }, () => rng.next() - 0.5);
	orthonormaliseOrDrop(start, n);
	let [a, b, c] = [start, start, start];
	let weights: Float64Array = new Float64Array(n).fill(1);
	const whole = squaresOf(tensor);
	let error = 1;
	let iterations = 0;
	while (iterations < maxIterations && !stop.aborted) {
		iterations++;
		for (let leg = 0; leg < 3; leg++) {
			const g = contract(tensor, n, b, c);
			const weighted = g.map((value, i) => value * weights[Math.floor(i / n)]!);
			const best = polarFactor(weighted, n) ?? a;
			weights = Float64Array.from({ length: n }, (_, i) => dot(g, best, n, i));
			[a, b, c] = [b, c, best];
		}
		const left = Math.sqrt(Math.max(0, 1 - squaresOf(weights) / (whole || 1)));
		const fall = error - left;
		error = left;
		hearError(error);
		if (fall < tol) break;
		await breathe();
	}
	return { ...symmetric(a, b, c, weights, n), error, iterations };
}

/** Row i is T(·, bᵢ, cᵢ). */
function contract(tensor: Float64Array, n: number, b: Float64Array, c: Float64Array): Float64Array {
	const g = new Float64Array(n * n);
	const along = new Float64Array(n * n);
	for (let i = 0; i < n; i++) {
		along.fill(0);
		for (let l = 0; l < n; l++) {
			// The tensor is symmetric, so any leg may come first: this order runs along memory.
			const share = c[i * n + l]!;
			const slab = l * n * n;
			for (let at = 0; at < n * n; at++) along[at]! += share * tensor[slab + at]!;
		}
		for (let j = 0; j < n; j++) {
			let sum = 0;
			for (let k = 0; k < n; k++) sum += along[j * n + k]! * b[i * n + k]!;
			g[i * n + j] = sum;
		}
	}
	return g;
}

/** One vector of the three of each term, and a weight that is not below 0. */
function symmetric(
	a: Float64Array,
	b: Float64Array,
	c: Float64Array,
	weights: Float64Array,
	n: number
): { weights: Float64Array; vectors: Float64Array } {
	const vectors = c.slice();
	for (let i = 0; i < n; i++) {
		for (const other of [a, b]) {
			const sign = dot(other, c, n, i) < 0 ? -1 : 1;
			for (let j = i * n; j < (i + 1) * n; j++) vectors[j]! += sign * other[j]!;
		}
		const length = Math.sqrt(dot(vectors, vectors, n, i)) || 1;
		// λ · a ⊗ b ⊗ c with b ≈ s·c and a ≈ t·c is λ·s·t · c ⊗ c ⊗ c.
		const sign = weights[i]! * dot(a, c, n, i) * dot(b, c, n, i) < 0 ? -1 : 1;
		for (let j = i * n; j < (i + 1) * n; j++) vectors[j]! *= sign / length;
	}
	return { weights: weights.map(Math.abs), vectors };
}

function dot(x: Float64Array, y: Float64Array, n: number, row: number): number {
	let sum = 0;
	for (let j = row * n; j < (row + 1) * n; j++) sum += x[j]! * y[j]!;
	return sum;
}

function squaresOf(values: Float64Array): number {
	let sum = 0;
	for (const value of values) sum += value * value;
	return sum;
}
