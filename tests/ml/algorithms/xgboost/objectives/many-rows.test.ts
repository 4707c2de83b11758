import { describe, expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { LogisticRows } from '#ml/algorithms/xgboost/objectives/logistic-rows.ts';
import { SoftmaxRows } from '#ml/algorithms/xgboost/objectives/softmax-rows.ts';

/** More than one block of the kernels, and not a whole number of them. */
const ROWS = 9001;
const LEAST = 1e-16;
const rng = new Rng(8);
const labels = Float32Array.from({ length: ROWS }, (_, row) => (row % 5 === 0 ? rng.next() : rng.below(2)));
const weights = Float32Array.from({ length: ROWS }, () => rng.next() * 3);

/** Of all magnitudes, with the ends of what exponents hold. */
function marginsOf(count: number): Float32Array {
	const ends = [0, -0, 88, -88, 710, -710, -746, 1e30, -1e30, Infinity, -Infinity];
	return Float32Array.from(
		{ length: count },
		(_, i) => ends[i] ?? (rng.next() - 0.5) * 10 ** (rng.below(6) - 3)
	);
}

/** The distance of the next 32-bit float. */
function placeOf(value: number): number {
	return 2 ** (Math.floor(Math.log2(Math.max(Math.abs(value), 2 ** -126))) - 23);
}

function expectNear(actual: Float32Array, expected: ArrayLike<number>): void {
	expect(actual).toHaveLength(expected.length);
	const off = actual.findIndex((value, i) => !(Math.abs(value - expected[i]!) <= placeOf(expected[i]!)));
	expect(off < 0 ? null : [off, actual[off], expected[off]]).toBeNull();
}

describe('the logistic function of many rows', () => {
	const margins = marginsOf(ROWS);
	const p = Array.from(margins, (margin) => 1 / (1 + Math.exp(-margin)));
	const kernel = new LogisticRows();

	test('is within one place of the last', () => {
		expectNear(kernel.predict(margins), p);
		expect(kernel.predict(Float32Array.of(NaN))[0]).toBeNaN();
	});

	test.each([null, weights])('gives gradients and hessians by the definition', (given) => {
		const pairs = new Float32Array(2 * ROWS);
		kernel.derive(kernel.predict(margins), labels, given, { scale: 2.5, least: LEAST }, pairs);
		const expected = p.flatMap((exact, row) => {
			const own = Math.fround(exact);
			const weight = (given?.[row] ?? 1) * (labels[row] === 1 ? 2.5 : 1);
			return [(own - labels[row]!) * weight, Math.max(own * (1 - own), LEAST) * weight];
		});
		// A probability that is one place off moves what follows from it by as much.
		pairs.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(2e-6));
		expect(pairs.filter((_, i) => i % 2 === 1).every((hessian) => hessian >= 0)).toBe(true);
	});
});

describe.each([1, 2, 5])('the softmax of %d classes', (outputs) => {
	const margins = Float32Array.from({ length: ROWS * outputs }, () => (rng.next() - 0.5) * 40);
	const kernel = new SoftmaxRows(outputs);
	const p = Array.from({ length: ROWS }, (_, row) => {
		const own = Array.from(margins.subarray(row * outputs, (row + 1) * outputs));
		const powers = own.map((margin) => Math.exp(margin - Math.max(...own)));
		const sum = powers.reduce((all, each) => all + each, 0);
		return powers.map((power) => power / sum);
	});

	test('is within one place of the last', () => {
		expectNear(kernel.predict(margins), p.flat());
	});

	test.each([null, weights])('gives gradients and hessians by the definition', (given) => {
		const classes = labels.map((_, row) => row % outputs);
		const pairs = new Float32Array(2 * ROWS * outputs);
		kernel.derive(kernel.predict(margins), classes, given, LEAST, pairs);
		for (let k = 0; k < outputs; k++) {
			for (let row = 0; row < ROWS; row++) {
				const own = Math.fround(p[row]![k]!);
				const weight = given?.[row] ?? 1;
				const at = 2 * (k * ROWS + row);
				const gradient = (own - Number(classes[row] === k)) * weight;
				const hessian = Math.max(2 * own * (1 - own), LEAST) * weight;
				const far = Math.max(Math.abs(pairs[at]! - gradient), Math.abs(pairs[at + 1]! - hessian));
				if (!(far < 2e-6)) expect([row, k, pairs[at], pairs[at + 1]]).toEqual([row, k, gradient, hessian]);
			}
		}
	});
});
