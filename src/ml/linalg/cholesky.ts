import { atOnce, type Sliced } from '../sliced.ts';

/** Symmetric positive definite systems. Matrices are row-major n·n; only the lower triangle is read. */

/** Lower triangle L with L·Lᵀ = `a`, zeros above it; null where `a` is not positive definite. */
export function cholesky(a: Float64Array, n: number): Float64Array | null {
	return atOnce(choleskyInSlices(a, n));
}

/** Multiplications between two pauses: some milliseconds. */
const SLICE = 2 ** 21;

/** {@link cholesky} with pauses. */
export function* choleskyInSlices(a: Float64Array, n: number): Sliced<Float64Array | null> {
	const l = new Float64Array(n * n);
	let done = 0;
	for (let i = 0; i < n; i++) {
		if (!factorRow(a, l, n, i)) return null;
		done += (i * i) / 2;
		if (done < SLICE) continue;
		done = 0;
		yield;
	}
	return l;
}

function factorRow(a: Float64Array, l: Float64Array, n: number, i: number): boolean {
	for (let j = 0; j <= i; j++) {
		let sum = a[i * n + j]!;
		for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!;
		if (i !== j) l[i * n + j] = sum / l[j * n + j]!;
		else if (sum > 0) l[i * n + i] = Math.sqrt(sum);
		else return false;
	}
	return true;
}

/** z with L·z = b. */
export function solveLower(l: Float64Array, n: number, b: ArrayLike<number>): Float64Array {
	const z = new Float64Array(n);
	for (let i = 0; i < n; i++) {
		let sum = b[i]!;
		for (let k = 0; k < i; k++) sum -= l[i * n + k]! * z[k]!;
		z[i] = sum / l[i * n + i]!;
	}
	return z;
}

/** x with Lᵀ·x = z. */
export function solveUpper(l: Float64Array, n: number, z: ArrayLike<number>): Float64Array {
	const x = new Float64Array(n);
	for (let i = n - 1; i >= 0; i--) {
		let sum = z[i]!;
		for (let k = i + 1; k < n; k++) sum -= l[k * n + i]! * x[k]!;
		x[i] = sum / l[i * n + i]!;
	}
	return x;
}

/** (L·Lᵀ)⁻¹, both triangles, as L⁻ᵀ·L⁻¹. */
export function inverse(l: Float64Array, n: number): Float64Array {
	// Columns of L⁻¹ as rows, so that both products run along memory.
	const columns = new Float64Array(n * n);
	for (let j = 0; j < n; j++) {
		columns[j * n + j] = 1 / l[j * n + j]!;
		for (let i = j + 1; i < n; i++) {
			let sum = 0;
			for (let k = j; k < i; k++) sum -= l[i * n + k]! * columns[j * n + k]!;
			columns[j * n + i] = sum / l[i * n + i]!;
		}
	}
	const result = new Float64Array(n * n);
	for (let i = 0; i < n; i++) {
		for (let j = 0; j <= i; j++) {
			let sum = 0;
			for (let k = i; k < n; k++) sum += columns[i * n + k]! * columns[j * n + k]!;
			result[i * n + j] = sum;
			result[j * n + i] = sum;
		}
	}
	return result;
}
