import { symmetricEigen } from './symmetric-eigen.ts';

/**
 * The orthogonal matrix nearest to a square one: with G = U·Σ·Vᵀ it is U·Vᵀ, and it makes the trace of its product with
 * Gᵀ as large as an orthogonal matrix can.
 * @param g row-major n · n
 * @returns null where g is not of full rank
 */
export function polarFactor(g: Float64Array, n: number): Float64Array | null {
	const square = new Float64Array(n * n);
	for (let i = 0; i < n; i++) {
		for (let j = i; j < n; j++) {
			let sum = 0;
			for (let k = 0; k < n; k++) sum += g[i * n + k]! * g[j * n + k]!;
			square[i * n + j] = sum;
			square[j * n + i] = sum;
		}
	}
	const { values, vectors } = symmetricEigen(square, n);
	if (!(values[0]! > 1e-14 * values[n - 1]!)) return null;
	// (G·Gᵀ)^−½ · G
	const turned = product(vectors, g, n);
	for (let i = 0; i < n; i++) {
		const root = Math.sqrt(values[i]!);
		for (let j = 0; j < n; j++) turned[i * n + j]! /= root;
	}
	const factor = new Float64Array(n * n);
	for (let k = 0; k < n; k++) {
		for (let i = 0; i < n; i++) {
			const share = vectors[k * n + i]!;
			for (let j = 0; j < n; j++) factor[i * n + j]! += share * turned[k * n + j]!;
		}
	}
	return factor;
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
	const c = new Float64Array(n * n);
	for (let i = 0; i < n; i++) {
		for (let k = 0; k < n; k++) {
			const share = a[i * n + k]!;
			for (let j = 0; j < n; j++) c[i * n + j]! += share * b[k * n + j]!;
		}
	}
	return c;
}
