import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { orthonormaliseRows } from '#ml/linalg/orthonormalise.ts';
import { polarFactor } from '#ml/linalg/polar-factor.ts';
import { symmetricEigen } from '#ml/linalg/symmetric-eigen.ts';

const N = 12;

function drawn(seed: number): Float64Array {
	const rng = new Rng(seed);
	return Float64Array.from({ length: N * N }, () => rng.next() - 0.5);
}

function product(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
	return Float64Array.from({ length: N * N }, (_, at) => {
		let sum = 0;
		for (let k = 0; k < N; k++) sum += a[Math.floor(at / N) * N + k]! * b[k * N + (at % N)]!;
		return sum;
	});
}

const turned = (a: ArrayLike<number>): Float64Array =>
	Float64Array.from({ length: N * N }, (_, at) => a[(at % N) * N + Math.floor(at / N)]!);

function expectIdentity(matrix: ArrayLike<number>): void {
	for (let at = 0; at < N * N; at++) expect(matrix[at]).toBeCloseTo(Number(at % (N + 1) === 0), 10);
}

test('eigenvalues come largest first, and with their vectors make the matrix again', () => {
	const a = drawn(1);
	const symmetric = a.map((value, at) => value + turned(a)[at]!);
	const { values, vectors } = symmetricEigen(symmetric, N);
	expect([...values]).toEqual([...values].sort((x, y) => y - x));
	expectIdentity(product(vectors, turned(vectors)));
	const stretched = vectors.map((value, at) => value * values[Math.floor(at / N)]!);
	const again = product(turned(vectors), stretched);
	for (let at = 0; at < N * N; at++) expect(again[at]).toBeCloseTo(symmetric[at]!, 10);
});

test('a diagonal matrix and one of zeros are done at once', () => {
	expect([...symmetricEigen([1, 0, 0, 3], 2).values]).toEqual([3, 1]);
	expect([...symmetricEigen([0, 0, 0, 0], 2).values]).toEqual([0, 0]);
});

test('rows become unit and perpendicular, and those that hang together 0', () => {
	const m = drawn(2);
	expect(orthonormaliseRows(m, N, N)).toBe(N);
	expectIdentity(product(m, turned(m)));
	const flat = Float64Array.of(1, 2, 2, 2, 4, 4);
	expect(orthonormaliseRows(flat, 2, 3)).toBe(1);
	expect([...flat.subarray(3)]).toEqual([0, 0, 0]);
});

test('the polar factor is orthogonal, and with it the matrix becomes symmetric and positive', () => {
	const g = drawn(3);
	const factor = polarFactor(g, N)!;
	expectIdentity(product(factor, turned(factor)));
	const left = product(g, turned(factor));
	for (let at = 0; at < N * N; at++) expect(left[at]).toBeCloseTo(turned(left)[at]!, 10);
	expect(symmetricEigen(left, N).values.at(-1)).toBeGreaterThan(0);
	expect(polarFactor(new Float64Array(N * N), N)).toBeNull();
});
