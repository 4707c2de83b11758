import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { cholesky, inverse, solveLower, solveUpper } from '#ml/linalg/cholesky.ts';

/** B·Bᵀ + I of a drawn B. */
function drawn(n: number): Float64Array {
	const rng = new Rng(3);
	const b = Float64Array.from({ length: n * n }, () => rng.next() - 0.5);
	const a = new Float64Array(n * n);
	for (let i = 0; i < n; i++) {
		for (let j = 0; j < n; j++) {
			for (let k = 0; k < n; k++) a[i * n + j]! += b[i * n + k]! * b[j * n + k]!;
		}
		a[i * n + i]! += 1;
	}
	return a;
}

test('L·Lᵀ gives the matrix back, with zeros above the diagonal of L', () => {
	const n = 9;
	const a = drawn(n);
	const l = cholesky(a, n)!;
	for (let i = 0; i < n; i++) {
		for (let j = 0; j < n; j++) {
			let sum = 0;
			for (let k = 0; k < n; k++) sum += l[i * n + k]! * l[j * n + k]!;
			expect(sum).toBeCloseTo(a[i * n + j]!, 12);
			if (j > i) expect(l[i * n + j]).toBe(0);
		}
	}
});

test('solving and inverting undo the product', () => {
	const n = 7;
	const a = drawn(n);
	const l = cholesky(a, n)!;
	const x = Float64Array.from({ length: n }, (_, i) => i - 2);
	const b = Float64Array.from({ length: n }, (_, i) =>
		x.reduce((sum, each, j) => sum + a[i * n + j]! * each, 0)
	);
	solveUpper(l, n, solveLower(l, n, b)).forEach((each, i) => expect(each).toBeCloseTo(x[i]!, 10));
	const inv = inverse(l, n);
	for (let i = 0; i < n; i++) {
		const row = b.reduce((sum, each, j) => sum + inv[i * n + j]! * each, 0);
		expect(row).toBeCloseTo(x[i]!, 10);
	}
});

test('a matrix that is not positive definite has no factor', () => {
	expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeNull();
	expect(cholesky(Float64Array.of(NaN), 1)).toBeNull();
});
