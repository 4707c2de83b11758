import { describe, expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { orthonormalise } from '#ml/linalg/orthonormal.ts';
import { lastEigenInSlices, symmetricEigen } from '#ml/linalg/symmetric-eigen.ts';
import { topEigenInSlices } from '#ml/linalg/top-eigen.ts';
import { atOnce } from '#ml/sliced.ts';

function symmetric(n: number, seed: number): Float64Array {
	const rng = new Rng(seed);
	const a = new Float64Array(n * n);
	for (let i = 0; i < n; i++) {
		for (let j = 0; j <= i; j++) a[i * n + j] = a[j * n + i] = rng.next() * 2 - 1;
	}
	return a;
}

/** How far V·A·Vᵀ is from the eigenvalues on a diagonal, and V·Vᵀ from 1: the largest difference. */
function farthest(a: Float64Array, n: number): number {
	const { values, vectors } = symmetricEigen(a, n);
	let most = 0;
	for (let i = 0; i < n; i++) {
		for (let j = 0; j < n; j++) {
			let [product, between] = [0, 0];
			for (let p = 0; p < n; p++) {
				product += vectors[i * n + p]! * vectors[j * n + p]!;
				for (let q = 0; q < n; q++) between += vectors[i * n + p]! * a[p * n + q]! * vectors[j * n + q]!;
			}
			const same = Number(i === j);
			most = Math.max(most, Math.abs(product - same), Math.abs(between - same * values[i]!));
		}
	}
	return most;
}

const diagonal = (...values: number[]): Float64Array =>
	Float64Array.from({ length: values.length ** 2 }, (_, i) =>
		i % (values.length + 1) === 0 ? values[i / (values.length + 1)]! : 0
	);

describe('eigenvalues and eigenvectors', () => {
	test.each([1, 2, 3, 4, 7, 20, 40])('of a matrix of %i rows take it apart', (n) => {
		expect(farthest(symmetric(n, n), n)).toBeLessThan(1e-12 * n);
	});

	test.each([
		['zeros', new Float64Array(25), 5],
		['ones', new Float64Array(36).fill(1), 6],
		['a diagonal with equal values', diagonal(2, 1, 2, 1, 0), 5],
		[
			'blocks that know nothing of each other',
			Float64Array.of(2, 1, 0, 0, 1, 2, 0, 0, 0, 0, 5, 3, 0, 0, 3, 5),
			4
		],
		['numbers of very different size', Float64Array.of(1e8, 1, 1e-4, 1, 1, 1e-4, 1e-4, 1e-4, 1e-8), 3]
	])('of %s do, too', (_, a, n) => {
		expect(farthest(a, n)).toBeLessThan(1e-12 * Math.max(1, ...a));
	});

	test('come in order, and are those that are known', () => {
		expect([...symmetricEigen(diagonal(3, -1, 2), 3).values]).toEqual([-1, 2, 3]);
		const [low, high] = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2).values;
		expect(low).toBeCloseTo(1, 14);
		expect(high).toBeCloseTo(3, 14);
		const path = Float64Array.from({ length: 100 }, (_, i) =>
			Number(Math.abs(Math.floor(i / 10) - (i % 10)) === 1)
		);
		const wanted = Array.from({ length: 10 }, (_, i) => 2 * Math.cos(((10 - i) * Math.PI) / 11));
		symmetricEigen(path, 10).values.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 12));
	});
});

describe('the greatest eigenvalues alone', () => {
	/** Positive semidefinite, with those values among many small ones. */
	function planted(n: number, values: readonly number[], small: number): Float64Array {
		const rng = new Rng(n);
		const directions = Float64Array.from({ length: n * n }, () => rng.next() - 0.5);
		orthonormalise(directions, n);
		const a = new Float64Array(n * n);
		for (let v = 0; v < n; v++) {
			const value = values[v] ?? small * rng.next();
			for (let i = 0; i < n; i++) {
				for (let j = 0; j < n; j++) a[i * n + j]! += value * directions[v * n + i]! * directions[v * n + j]!;
			}
		}
		return a;
	}

	test.each([
		['far from the others', [9, 5, 3], 0.1],
		['some of them equal', [4, 4, 4, 2], 0.5],
		['hardly above the others', [1.02, 1.01], 1],
		['with nothing beside them', [3, 2], 0]
	])('%s are those among all', (_, values, small) => {
		const n = 120;
		const a = planted(n, values, small);
		const all = symmetricEigen(a, n);
		const { values: top, vectors } = atOnce(topEigenInSlices(a, n, values.length));
		const from = n - values.length;
		top.forEach((value, i) => expect(value).toBeCloseTo(all.values[from + i]!, 10));
		for (let i = 0; i < top.length; i++) {
			let rest = 0;
			for (let p = 0; p < n; p++) {
				let image = 0;
				for (let q = 0; q < n; q++) image += a[p * n + q]! * vectors[i * n + q]!;
				rest = Math.max(rest, Math.abs(image - top[i]! * vectors[i * n + p]!));
			}
			expect(rest).toBeLessThan(1e-9);
		}
	});
});

describe('the last eigenvalues, one by one', () => {
	test.each([
		['of a random matrix', symmetric(41, 5), 41, 6],
		['of a diagonal', diagonal(3, 1, 5, 2, 5, 5, 0, -4, 1, 2), 10, 3],
		['that are all equal', diagonal(...Array.from({ length: 13 }, () => 2)), 13, 4],
		['of zeros', new Float64Array(100), 10, 3],
		['of a matrix of rank 1', new Float64Array(144).fill(1), 12, 3],
		[
			'of a path, which has no two equal',
			Float64Array.from({ length: 400 }, (_, i) => Number(Math.abs(Math.floor(i / 20) - (i % 20)) === 1)),
			20,
			5
		]
	])('%s are those among all, with orthonormal vectors', (_, a, n, kept) => {
		const all = symmetricEigen(a, n).values;
		const { values, vectors } = atOnce(lastEigenInSlices(a, n, kept));
		expect(values).toHaveLength(kept);
		for (let i = 0; i < kept; i++) {
			expect(values[i]).toBeCloseTo(all[n - kept + i]!, 12);
			for (let p = 0; p < n; p++) {
				let image = 0;
				for (let q = 0; q < n; q++) image += a[p * n + q]! * vectors[i * n + q]!;
				expect(image).toBeCloseTo(values[i]! * vectors[i * n + p]!, 11);
			}
			for (let j = 0; j <= i; j++) {
				let product = 0;
				for (let p = 0; p < n; p++) product += vectors[i * n + p]! * vectors[j * n + p]!;
				expect(product).toBeCloseTo(Number(i === j), 12);
			}
		}
	});

	test('have signs and clusters right where values differ by rounding only', () => {
		// Wilkinson's matrix: its greatest values come in pairs that agree to 15 digits.
		const n = 21;
		const a = Float64Array.from({ length: n * n }, (_, i) => {
			const [row, column] = [Math.floor(i / n), i % n];
			return row === column ? Math.abs(row - 10) : Number(Math.abs(row - column) === 1);
		});
		const { values } = atOnce(lastEigenInSlices(a, n, 4));
		expect(values[3]).toBeCloseTo(10.746194182903393, 12);
		expect(values[2]).toBeCloseTo(10.746194182903322, 12);
		expect(values[1]).toBeCloseTo(9.210678647361332, 12);
		expect(values[0]).toBeCloseTo(9.210678647304919, 12);
	});
});

test('vectors become orthonormal, and those that hang on others are replaced', () => {
	const vectors = Float64Array.of(3, 0, 0, 0, 6, 1e-13, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4);
	orthonormalise(vectors, 4);
	for (let i = 0; i < 4; i++) {
		for (let j = 0; j < 4; j++) {
			let product = 0;
			for (let p = 0; p < 4; p++) product += vectors[i * 4 + p]! * vectors[j * 4 + p]!;
			expect(product).toBeCloseTo(Number(i === j), 12);
		}
	}
	expect([...vectors.subarray(0, 4)]).toEqual([1, 0, 0, 0]);
});
