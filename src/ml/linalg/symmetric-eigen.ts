/** Eigenvalues of a symmetric matrix, the largest first, with their unit vectors. */
export interface Eigen {
	readonly values: Float64Array;
	/** Vector after vector: row i belongs to value i. */
	readonly vectors: Float64Array;
}

/** Rounds over all pairs after which rounding alone is left. */
const ROUNDS = 60;

/**
 * Eigenvalues and vectors of a symmetric matrix by Jacobi's rotations, round after round over all pairs, until what lies
 * off the diagonal is rounding. Time n³ a round, some six to ten rounds. NaN gives NaN.
 * @param matrix row-major n · n; both triangles are read
 * @see G. Golub, C. Van Loan, «Matrix Computations», §8.5
 */
export function symmetricEigen(matrix: ArrayLike<number>, n: number): Eigen {
	const a = Float64Array.from(matrix);
	const v = new Float64Array(n * n);
	for (let i = 0; i < n; i++) v[i * n + i] = 1;
	let whole = 0;
	for (const value of a) whole += value * value;
	for (let round = 0; round < ROUNDS; round++) {
		let off = 0;
		for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += a[p * n + q]! ** 2;
		if (!(off > 1e-30 * whole)) break;
		for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
	}
	const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j]! - a[i * n + i]!);
	const vectors = new Float64Array(n * n);
	order.forEach((from, i) => vectors.set(v.subarray(from * n, (from + 1) * n), i * n));
	return { values: Float64Array.from(order, (i) => a[i * n + i]!), vectors };
}

/** Turns the plane of p and q so that their cell becomes 0; rows of `v` turn along. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
	const cell = a[p * n + q]!;
	if (cell === 0) return;
	const half = (a[q * n + q]! - a[p * n + p]!) / (2 * cell);
	const tangent = (half < 0 ? -1 : 1) / (Math.abs(half) + Math.sqrt(half * half + 1));
	const cosine = 1 / Math.sqrt(tangent * tangent + 1);
	const sine = tangent * cosine;
	for (let k = 0; k < n; k++) {
		const [x, y] = [a[k * n + p]!, a[k * n + q]!];
		a[k * n + p] = cosine * x - sine * y;
		a[k * n + q] = sine * x + cosine * y;
	}
	turnRows(a, n, p, q, cosine, sine);
	turnRows(v, n, p, q, cosine, sine);
}

function turnRows(m: Float64Array, n: number, p: number, q: number, cosine: number, sine: number): void {
	for (let k = 0; k < n; k++) {
		const [x, y] = [m[p * n + k]!, m[q * n + k]!];
		m[p * n + k] = cosine * x - sine * y;
		m[q * n + k] = sine * x + cosine * y;
	}
}
