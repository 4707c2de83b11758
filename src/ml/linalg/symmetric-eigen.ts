import { atOnce, type Sliced } from '../sliced.ts';

/** Eigenvalues and eigenvectors of a symmetric matrix, from the least value to the greatest. */
export interface Eigen {
	readonly values: Float64Array;
	/** Row i is the vector of value i, of length 1: n · n. */
	readonly vectors: Float64Array;
}

/** All eigenvalues and eigenvectors of a symmetric matrix, row-major n · n, which is left as it is. */
export function symmetricEigen(a: Float64Array, n: number): Eigen {
	return atOnce(symmetricEigenInSlices(a, n));
}

/**
 * {@link symmetricEigen} with pauses: reflections make the matrix tridiagonal, rotations with implicit shifts make that
 * one diagonal.
 * @see G. Golub, C. Van Loan, «Matrix computations», 4th edition, sections 8.3.1 and 8.3.5
 */
export function* symmetricEigenInSlices(a: Float64Array, n: number): Sliced<Eigen> {
	const { diagonal, beside, turned } = yield* tridiagonal(a.slice(), n);
	yield* diagonalise(diagonal, beside, turned, n);
	const order = Array.from(diagonal.keys()).sort((i, j) => diagonal[i]! - diagonal[j]!);
	const vectors = new Float64Array(n * n);
	for (const [to, from] of order.entries()) {
		vectors.set(turned.subarray(from * n, (from + 1) * n), to * n);
	}
	return { values: Float64Array.from(order, (i) => diagonal[i]!), vectors };
}

/** Multiplications between two pauses: some milliseconds. */
const SLICE = 2 ** 22;

interface Tridiagonal {
	readonly diagonal: Float64Array;
	/** beside[i] lies between i and i + 1; the last is 0. */
	readonly beside: Float64Array;
	/** Row-major; turned · a · turnedᵀ is the tridiagonal matrix. */
	readonly turned: Float64Array;
}

/** @param a symmetric, used up */
function* tridiagonal(a: Float64Array, n: number): Sliced<Tridiagonal> {
	const scales = new Float64Array(n);
	const beside = new Float64Array(n);
	let done = 0;
	for (let k = 0; k < n - 2; k++) {
		// Row k behind the diagonal is mapped to one number; there the reflection's vector is kept.
		const v = a.subarray(k * n + k + 1, (k + 1) * n);
		beside[k] = reflection(v, scales, k);
		if (scales[k] !== 0) reflectBothSides(a, n, k + 1, v, scales[k]!);
		done += 4 * v.length ** 2;
		if (done < SLICE) continue;
		done = 0;
		yield;
	}
	if (n > 1) beside[n - 2] = a[(n - 1) * n - 1]!;
	const diagonal = Float64Array.from({ length: n }, (_, i) => a[i * n + i]!);
	const turned = new Float64Array(n * n);
	for (let i = 0; i < n; i++) turned[i * n + i] = 1;
	for (let k = n - 3; k >= 0; k--) {
		const v = a.subarray(k * n + k + 1, (k + 1) * n);
		for (let row = k + 1; row < n && scales[k] !== 0; row++) {
			const part = turned.subarray(row * n + k + 1, (row + 1) * n);
			addTimes(part, v, -scales[k]! * dot(part, v));
		}
		done += 2 * v.length ** 2;
		if (done < SLICE) continue;
		done = 0;
		yield;
	}
	return { diagonal, beside, turned };
}

/** Makes a vector into that of its reflection, I − scale · v · vᵀ, and gives the number that it is mapped to. */
function reflection(v: Float64Array, scales: Float64Array, k: number): number {
	const length = Math.sqrt(dot(v, v));
	if (length === 0) return 0;
	const image = v[0]! > 0 ? -length : length;
	v[0]! -= image;
	scales[k] = 2 / dot(v, v);
	return image;
}

/** Reflects the lower right part of a symmetric matrix, from row `from` on, on both sides. */
function reflectBothSides(a: Float64Array, n: number, from: number, v: Float64Array, scale: number): void {
	const m = v.length;
	const w = new Float64Array(m);
	for (let i = 0; i < m; i++) {
		const at = (from + i) * n + from;
		w[i] = scale * dot(a.subarray(at, at + m), v);
	}
	addTimes(w, v, (-scale / 2) * dot(w, v));
	for (let i = 0; i < m; i++) {
		const at = (from + i) * n + from;
		const [vi, wi] = [v[i]!, w[i]!];
		for (let j = 0; j < m; j++) a[at + j]! -= vi * w[j]! + wi * v[j]!;
	}
}

/** Rotates until nothing is left beside the diagonal; the rows of `turned` become eigenvectors. */
function* diagonalise(d: Float64Array, e: Float64Array, turned: Float64Array, n: number): Sliced<void> {
	let done = 0;
	for (let first = 0; first < n; first++) {
		for (;;) {
			let last = first;
			while (
				last < n - 1 &&
				Math.abs(e[last]!) > Number.EPSILON * (Math.abs(d[last]!) + Math.abs(d[last + 1]!))
			) {
				last++;
			}
			if (last === first) break;
			sweep(d, e, turned, n, first, last);
			done += 6 * n * (last - first);
			if (done < SLICE) continue;
			done = 0;
			yield;
		}
	}
}

/** One implicit step with Wilkinson's shift on the part from `first` to `last`, from below. */
function sweep(
	d: Float64Array,
	e: Float64Array,
	turned: Float64Array,
	n: number,
	first: number,
	last: number
): void {
	const half = (d[first + 1]! - d[first]!) / (2 * e[first]!);
	const root = Math.hypot(half, 1);
	let g = d[last]! - d[first]! + e[first]! / (half + (half < 0 ? -root : root));
	let [sine, cosine, moved] = [1, 1, 0];
	for (let i = last - 1; i >= first; i--) {
		const f = sine * e[i]!;
		const b = cosine * e[i]!;
		const length = Math.hypot(f, g);
		e[i + 1] = length;
		if (length === 0) {
			// The part falls in two here.
			d[i + 1]! -= moved;
			e[last] = 0;
			return;
		}
		sine = f / length;
		cosine = g / length;
		const kept = d[i + 1]! - moved;
		const step = (d[i]! - kept) * sine + 2 * cosine * b;
		moved = sine * step;
		d[i + 1] = kept + moved;
		g = cosine * step - b;
		rotate(turned.subarray(i * n, (i + 1) * n), turned.subarray((i + 1) * n, (i + 2) * n), sine, cosine);
	}
	d[first]! -= moved;
	e[first] = g;
	e[last] = 0;
}

function rotate(upper: Float64Array, lower: Float64Array, sine: number, cosine: number): void {
	for (let j = 0; j < upper.length; j++) {
		const [a, b] = [upper[j]!, lower[j]!];
		upper[j] = cosine * a - sine * b;
		lower[j] = sine * a + cosine * b;
	}
}

function dot(a: Float64Array, b: Float64Array): number {
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
	return sum;
}

function addTimes(to: Float64Array, from: Float64Array, times: number): void {
	for (let i = 0; i < to.length; i++) to[i]! += times * from[i]!;
}
