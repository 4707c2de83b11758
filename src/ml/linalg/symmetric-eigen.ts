import { atOnce, type Sliced } from '../sliced.ts';
import { SLICE, tridiagonalInSlices, turnBackInSlices } from './tridiagonal.ts';
import { topOfTridiagonal } from './tridiagonal-eigen.ts';

/** Eigenvalues one by one are quicker than all where they are fewer than one in so many. */
const FEW = 3;

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
	const tridiagonal = yield* tridiagonalInSlices(a, n);
	const turned = new Float64Array(n * n);
	for (let i = 0; i < n; i++) turned[i * n + i] = 1;
	yield* turnBackInSlices(turned, tridiagonal);
	const { diagonal, beside } = tridiagonal;
	yield* diagonalise(diagonal, beside, turned, n);
	const order = Array.from(diagonal.keys()).sort((i, j) => diagonal[i]! - diagonal[j]!);
	const vectors = new Float64Array(n * n);
	for (const [to, from] of order.entries()) {
		vectors.set(turned.subarray(from * n, (from + 1) * n), to * n);
	}
	return { values: Float64Array.from(order, (i) => diagonal[i]!), vectors };
}

/**
 * The `kept` greatest of {@link symmetricEigen}, from the least to the greatest; of few of them most of the work is to make
 * the matrix tridiagonal.
 */
export function* lastEigenInSlices(a: Float64Array, n: number, kept: number): Sliced<Eigen> {
	if (FEW * kept < n) {
		const tridiagonal = yield* tridiagonalInSlices(a, n);
		const found = topOfTridiagonal(tridiagonal.diagonal, tridiagonal.beside, kept);
		if (found) {
			yield* turnBackInSlices(found.vectors, tridiagonal);
			return found;
		}
	}
	const { values, vectors } = yield* symmetricEigenInSlices(a, n);
	return { values: values.slice(n - kept), vectors: vectors.slice((n - kept) * n) };
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
	const root = lengthOf(half, 1);
	let g = d[last]! - d[first]! + e[first]! / (half + (half < 0 ? -root : root));
	let [sine, cosine, moved] = [1, 1, 0];
	for (let i = last - 1; i >= first; i--) {
		const f = sine * e[i]!;
		const b = cosine * e[i]!;
		const length = lengthOf(f, g);
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
		rotate(turned, i * n, n, sine, cosine);
	}
	d[first]! -= moved;
	e[first] = g;
	e[last] = 0;
}

/** Rotates a row, which begins at `upper`, and the one behind it. */
function rotate(rows: Float64Array, upper: number, n: number, sine: number, cosine: number): void {
	const end = upper + n;
	for (let i = upper, j = end; i < end; i++, j++) {
		const [a, b] = [rows[i]!, rows[j]!];
		rows[i] = cosine * a - sine * b;
		rows[j] = sine * a + cosine * b;
	}
}

/** √(a² + b²) where the squares would be too large or too small, too; several times as quick as Math.hypot. */
function lengthOf(a: number, b: number): number {
	const [one, other] = [Math.abs(a), Math.abs(b)];
	const most = Math.max(one, other);
	if (most === 0) return 0;
	const ratio = Math.min(one, other) / most;
	return most * Math.sqrt(1 + ratio * ratio);
}
