import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { orthonormaliseOrDrop } from '#ml/linalg/orthonormal.ts';
import { polarFactor } from '#ml/linalg/polar-factor.ts';

const N = 12;

function drawn(seed: number): Float64Array {
	const rng = new Rng(seed);
	return Float64Array.from({ length: N * N }, () => rng.next() - 0.5);
}

/** a · bᵀ */
function product(a: Float64Array, b: Float64Array): Float64Array {
	return Float64Array.from({ length: N * N }, (_, at) => {
		const [i, j] = [Math.floor(at / N), at % N];
		let sum = 0;
		for (let k = 0; k < N; k++) sum += a[i * N + k]! * b[j * N + k]!;
		return sum;
	});
}

function expectIdentity(matrix: Float64Array): void {
	matrix.forEach((each, at) => expect(each).toBeCloseTo(Number(at % (N + 1) === 0), 9));
}

test('the polar factor is orthogonal, and with it the matrix becomes symmetric and positive', () => {
	const g = drawn(3);
	const factor = polarFactor(g, N)!;
	expectIdentity(product(factor, factor));
	const left = product(g, factor);
	let trace = 0;
	for (let i = 0; i < N; i++) {
		trace += left[i * N + i]!;
		for (let j = 0; j < N; j++) expect(left[i * N + j]).toBeCloseTo(left[j * N + i]!, 9);
	}
	// No other orthogonal matrix makes the trace as large.
	const other = drawn(4);
	orthonormaliseOrDrop(other, N);
	const lesser = product(g, other);
	expect(trace).toBeGreaterThan(
		Array.from({ length: N }, (_, i) => lesser[i * N + i]!).reduce((a, b) => a + b)
	);
});

test('an orthogonal matrix is its own factor, and one without full rank has none', () => {
	const own = drawn(5);
	orthonormaliseOrDrop(own, N);
	polarFactor(own, N)!.forEach((each, at) => expect(each).toBeCloseTo(own[at]!, 9));
	expect(polarFactor(new Float64Array(N * N), N)).toBeNull();
	const flat = drawn(6);
	flat.copyWithin(0, N, 2 * N);
	expect(polarFactor(flat, N)).toBeNull();
});

test('rows become unit and perpendicular, and those that hang together 0', () => {
	const m = drawn(2);
	expect(orthonormaliseOrDrop(m, N)).toBe(N);
	expectIdentity(product(m, m));
	const flat = Float64Array.of(1, 2, 2, 2, 4, 4);
	expect(orthonormaliseOrDrop(flat, 3)).toBe(1);
	expect([...flat.subarray(3)]).toEqual([0, 0, 0]);
});
