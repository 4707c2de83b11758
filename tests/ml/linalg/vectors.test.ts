import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { orthonormalise } from '#ml/linalg/orthonormal.ts';
import { DotProducts, mixtures, takeAway } from '#ml/linalg/vectors.ts';

const drawn = (count: number, seed: number): Float64Array => {
	const rng = new Rng(seed);
	return Float64Array.from({ length: count }, () => rng.next() - 0.5);
};
const sumOf = (length: number, term: (p: number) => number): number => {
	let sum = 0;
	for (let p = 0; p < length; p++) sum += term(p);
	return sum;
};

test.each([
	[1, 1, 1],
	[2, 4, 8],
	[3, 5, 7],
	[5, 2, 33]
])(
	'the products of %i vectors with %i of %i numbers are those of each with each',
	(countA, countB, length) => {
		const [a, b] = [drawn(countA * length, 1), drawn(countB * length, 2)];
		const products = new Float64Array(countA * countB);
		const kept = new DotProducts(b, length);
		kept.with(a, products);
		const again = products.slice();
		kept.with(a, again);
		expect(again).toEqual(products);
		for (let i = 0; i < countA; i++) {
			for (let j = 0; j < countB; j++) {
				const product = sumOf(length, (p) => a[i * length + p]! * b[j * length + p]!);
				expect(products[i * countB + j]).toBeCloseTo(product, 14);
			}
		}
	}
);

test.each([1, 4, 6])('mixtures of %i vectors are sums of their shares', (count) => {
	const length = 5;
	const [shares, vectors] = [drawn(3 * count, 3), drawn(count * length, 4)];
	mixtures(shares, vectors, length).forEach((value, at) => {
		const [row, p] = [Math.floor(at / length), at % length];
		expect(value).toBeCloseTo(
			sumOf(count, (i) => shares[row * count + i]! * vectors[i * length + p]!),
			14
		);
	});
});

test('what is taken away leaves a vector at right angles to the others', () => {
	const others = drawn(6 * 9, 5);
	orthonormalise(others, 9);
	const vector = drawn(9, 6);
	takeAway(vector, others, 6);
	for (let i = 0; i < 6; i++) {
		expect(sumOf(9, (p) => others[i * 9 + p]! * vector[p]!)).toBeCloseTo(0, 14);
	}
	expect(sumOf(9, (p) => vector[p]! ** 2)).toBeGreaterThan(1e-3);
});
