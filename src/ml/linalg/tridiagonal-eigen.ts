import { Rng } from '#base/rng.ts';
import { takeAway } from './vectors.ts';

/** Steps of inverse iteration; after two a vector is as exact as it becomes. */
const STEPS = 3;
/** How far t · v may be from value · v, as a share of the matrix's size. */
const TOLERANCE = 1e-13;

/**
 * The `kept` greatest eigenvalues of a tridiagonal matrix and their vectors, from the least to the greatest: values by
 * bisection, vectors by inverse iteration, each taken away from the next. O(n · kept) and O(n · kept²).
 * @param beside beside[i] lies between i and i + 1
 * @returns null where a vector cannot be found in this way
 * @see G. Golub, C. Van Loan, «Matrix computations», 4th edition, sections 8.4.1 and 8.2.2
 */
export function topOfTridiagonal(
	diagonal: Float64Array,
	beside: Float64Array,
	kept: number
): { values: Float64Array; vectors: Float64Array } | null {
	const n = diagonal.length;
	let size = 0;
	for (let i = 0; i < n; i++) {
		size = Math.max(size, Math.abs(diagonal[i]!) + Math.abs(beside[i]!) + Math.abs(beside[i - 1] ?? 0));
	}
	const values = new Float64Array(kept);
	const vectors = new Float64Array(kept * n);
	const rng = new Rng(1);
	let above = size;
	for (let i = kept - 1, found = 0; i >= 0; i--, found++) {
		values[i] = above = bisect(diagonal, beside, n - kept + i, size, above);
		const solve = solver(diagonal, beside, above, size);
		// The greatest first, so that each has those that were found before it in front of it.
		const vector = vectors.subarray(found * n, (found + 1) * n);
		for (let j = 0; j < n; j++) vector[j] = rng.next() - 0.5;
		for (let step = 0; step < STEPS; step++) {
			solve(vector);
			stretch(vector);
			for (let pass = 0; pass < 2; pass++) {
				takeAway(vector, vectors, found);
				stretch(vector);
			}
		}
		if (!(restOf(diagonal, beside, above, vector) <= TOLERANCE * size * Math.sqrt(n))) return null;
	}
	return { values, vectors: turnedOver(vectors, n) };
}

/** The eigenvalue that so many are below, which is not above a number. */
function bisect(d: Float64Array, e: Float64Array, below: number, size: number, above: number): number {
	let [low, high] = [-size, above + 4 * Number.EPSILON * size];
	for (;;) {
		const middle = (low + high) / 2;
		if (!(high - low > 2 * Number.EPSILON * size) || middle <= low || middle >= high) return middle;
		if (countBelow(d, e, middle, size) > below) high = middle;
		else low = middle;
	}
}

/** How many eigenvalues are below a number: as many as pivots of t − x are below 0. */
function countBelow(d: Float64Array, e: Float64Array, x: number, size: number): number {
	const least = Number.EPSILON * Number.EPSILON * size;
	let count = 0;
	let pivot = 1;
	for (let i = 0; i < d.length; i++) {
		const beside = i > 0 ? e[i - 1]! : 0;
		pivot = d[i]! - x - (beside * beside) / pivot;
		if (Math.abs(pivot) < least) pivot = -least;
		if (pivot < 0) count++;
	}
	return count;
}

/** Solves (t − value) · x = y in place, by elimination with exchanges of neighbours; what is singular is moved a little. */
function solver(d: Float64Array, e: Float64Array, value: number, size: number): (y: Float64Array) => void {
	const n = d.length;
	const least = Number.EPSILON * size || 1;
	// Row i of the upper factor has three numbers, from the diagonal on.
	const [u0, u1, u2] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
	const times = new Float64Array(n);
	const isSwapped = new Uint8Array(n);
	let [a, b] = [d[0]! - value, n > 1 ? e[0]! : 0];
	for (let i = 0; i + 1 < n; i++) {
		const [l, m, r] = [e[i]!, d[i + 1]! - value, i + 2 < n ? e[i + 1]! : 0];
		if (Math.abs(l) > Math.abs(a)) {
			isSwapped[i] = 1;
			[u0[i], u1[i], u2[i]] = [l, m, r];
			times[i] = a / l;
			[a, b] = [b - times[i]! * m, -times[i]! * r];
		} else {
			if (Math.abs(a) < least) a = least;
			[u0[i], u1[i]] = [a, b];
			times[i] = l / a;
			[a, b] = [m - times[i]! * b, r];
		}
	}
	u0[n - 1] = Math.abs(a) < least ? least : a;
	return (y) => {
		for (let i = 0; i + 1 < n; i++) {
			const [one, other] = isSwapped[i] ? [y[i + 1]!, y[i]!] : [y[i]!, y[i + 1]!];
			y[i] = one;
			y[i + 1] = other - times[i]! * one;
		}
		for (let i = n - 1; i >= 0; i--) {
			const rest = (i + 1 < n ? u1[i]! * y[i + 1]! : 0) + (i + 2 < n ? u2[i]! * y[i + 2]! : 0);
			y[i] = (y[i]! - rest) / u0[i]!;
		}
	};
}

/** The length of t · v − value · v. */
function restOf(d: Float64Array, e: Float64Array, value: number, v: Float64Array): number {
	let sum = 0;
	for (let i = 0; i < d.length; i++) {
		const before = i > 0 ? e[i - 1]! * v[i - 1]! : 0;
		const behind = i + 1 < d.length ? e[i]! * v[i + 1]! : 0;
		sum += (before + (d[i]! - value) * v[i]! + behind) ** 2;
	}
	return Math.sqrt(sum);
}

/** To length 1, in two steps: what comes out of a solution may be so long that its square is too large. */
function stretch(vector: Float64Array): void {
	let most = 0;
	for (let i = 0; i < vector.length; i++) most = Math.max(most, Math.abs(vector[i]!));
	let sum = 0;
	for (let i = 0; i < vector.length; i++) sum += (vector[i]! /= most) ** 2;
	const length = Math.sqrt(sum);
	for (let i = 0; i < vector.length; i++) vector[i]! /= length;
}

function turnedOver(vectors: Float64Array, n: number): Float64Array {
	const turned = new Float64Array(vectors.length);
	for (let from = 0, to = vectors.length - n; to >= 0; from += n, to -= n) {
		turned.set(vectors.subarray(from, from + n), to);
	}
	return turned;
}
