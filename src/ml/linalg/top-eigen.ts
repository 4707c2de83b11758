import { Rng } from '#base/rng.ts';
import type { Sliced } from '../sliced.ts';
import { orthonormalise } from './orthonormal.ts';
import { ritz } from './ritz.ts';
import { symmetricEigenInSlices, type Eigen } from './symmetric-eigen.ts';

/** Vectors that go along beside those that are wanted: equal values among them are all found. */
const BESIDE = 8;
/** Blocks after which it is better to find all. */
const BLOCKS = 6;
/** How far a · v may be from value · v, as a share of the greatest value. */
const TOLERANCE = 1e-11;

/**
 * The `kept` greatest eigenvalues of a positive semidefinite matrix and their vectors, from the least to the greatest. Few
 * of many come from a block Krylov basis that grows until they are exact to rounding; else, and where it does not get
 * there, all are found.
 * @param a row-major n · n, left as it is
 */
export function* topEigenInSlices(a: Float64Array, n: number, kept: number): Sliced<Eigen> {
	const width = kept + BESIDE;
	const found = BLOCKS * width < n ? yield* krylov(a, n, kept, width) : null;
	const { values, vectors } = found ?? (yield* symmetricEigenInSlices(a, n));
	const from = values.length - kept;
	return { values: values.slice(from), vectors: vectors.slice(from * n) };
}

function* krylov(a: Float64Array, n: number, kept: number, width: number): Sliced<Eigen | null> {
	const rng = new Rng(1);
	const basis = new Float64Array(BLOCKS * width * n);
	const powers = new Float64Array(BLOCKS * width * n);
	for (let i = 0; i < width * n; i++) basis[i] = rng.next() - 0.5;
	for (let to = width; ; to += width) {
		const from = to - width;
		orthonormalise(basis.subarray(0, to * n), n, from);
		multiply(a, n, basis.subarray(from * n, to * n), powers.subarray(from * n, to * n));
		yield;
		if (from > 0) {
			const found = ritz(basis.subarray(0, to * n), powers.subarray(0, to * n), n);
			const within = TOLERANCE * Math.max(0, found.values.at(-1)!);
			if (found.rests.subarray(-kept).every((rest) => rest <= within)) return found;
			yield;
		}
		if (to === BLOCKS * width) return null;
		basis.set(powers.subarray(from * n, to * n), to * n);
	}
}

/**
 * A matrix, row-major n · n, times each of some vectors, four at a time: each of its numbers is fetched once for them.
 * @param vectors one after the other
 * @param products filled likewise
 */
export function multiply(a: Float64Array, n: number, vectors: Float64Array, products: Float64Array): void {
	const count = vectors.length / n;
	for (let first = 0; first < count; first += 4) {
		// Behind the last vector the last one is worked out again.
		const [b, c, d] = [1, 2, 3].map((more) => Math.min(first + more, count - 1) * n) as [
			number,
			number,
			number
		];
		const start = first * n;
		for (let row = 0; row < n; row++) {
			let [s0, s1, s2, s3] = [0, 0, 0, 0];
			for (let j = 0, at = row * n; j < n; j++, at++) {
				const value = a[at]!;
				s0 += value * vectors[start + j]!;
				s1 += value * vectors[b + j]!;
				s2 += value * vectors[c + j]!;
				s3 += value * vectors[d + j]!;
			}
			products[start + row] = s0;
			products[b + row] = s1;
			products[c + row] = s2;
			products[d + row] = s3;
		}
	}
}
