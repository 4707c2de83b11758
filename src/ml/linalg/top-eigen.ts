import { Rng } from '#base/rng.ts';
import type { Sliced } from '../sliced.ts';
import { orthonormalise } from './orthonormal.ts';
import { ritz } from './ritz.ts';
import { lastEigenInSlices, type Eigen } from './symmetric-eigen.ts';
import { DotProducts } from './vectors.ts';

/** Vectors that go along beside those that are wanted: equal values among them are all found. */
const BESIDE = 8;
/** Blocks after which it is better to make the matrix tridiagonal. */
const BLOCKS = 6;
/** Of matrices that are not so many times as large as a block, that is better from the start. */
const TIMES = 16;
/** Blocks up to which it is not worth a look whether they suffice. */
const TOO_FEW = 2;
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
	const found = TIMES * width < n ? yield* krylov(a, n, kept, width) : null;
	return found ?? (yield* lastEigenInSlices(a, n, kept));
}

function* krylov(a: Float64Array, n: number, kept: number, width: number): Sliced<Eigen | null> {
	const rng = new Rng(1);
	const rows = new DotProducts(a, n);
	const basis = new Float64Array(BLOCKS * width * n);
	const powers = new Float64Array(BLOCKS * width * n);
	for (let i = 0; i < width * n; i++) basis[i] = rng.next() - 0.5;
	for (let to = width; ; to += width) {
		const from = to - width;
		orthonormalise(basis.subarray(0, to * n), n, from);
		rows.with(basis.subarray(from * n, to * n), powers.subarray(from * n, to * n));
		yield;
		if (to > TOO_FEW * width) {
			const found = ritz(basis.subarray(0, to * n), powers.subarray(0, to * n), n, kept);
			const within = TOLERANCE * Math.max(0, found.values.at(-1)!);
			if (found.rests.every((rest) => rest <= within)) return found;
			yield;
		}
		if (to === BLOCKS * width) return null;
		basis.set(powers.subarray(from * n, to * n), to * n);
	}
}
