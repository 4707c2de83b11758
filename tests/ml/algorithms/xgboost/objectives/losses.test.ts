import { describe, expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { logloss } from '#ml/metrics/logloss.ts';
import { lossOf } from '#ml/algorithms/xgboost/objectives/losses.ts';

const rng = new Rng(5);
const rows = 12;
const draw = (count: number, from: number, to: number): Float32Array =>
	Float32Array.from({ length: count }, () => from + (to - from) * rng.next());

/** The loss of one row by its margins, in doubles. */
const row = {
	squared: (margins: number[], label: number) => (margins[0]! - label) ** 2 / 2,
	logistic: (margins: number[], label: number) => {
		const p = 1 / (1 + Math.exp(-margins[0]!));
		return -label * Math.log(p) - (1 - label) * Math.log(1 - p);
	},
	softmax: (margins: number[], label: number) =>
		Math.log(margins.reduce((sum, m) => sum + Math.exp(m), 0)) - margins[label]!
};

function checkDerivatives(
	objective: string,
	outputs: number,
	labels: Float32Array,
	loss: (margins: number[], label: number) => number,
	hessianScale: number
): void {
	const margins = draw(rows * outputs, -2, 2);
	const weights = draw(rows, 0.5, 2);
	const pairs = new Float32Array(2 * rows * outputs);
	lossOf(objective)!.derive(margins, labels, weights, pairs, { round: 0, groups: null, scores: null });
	const step = 1e-4;
	for (let i = 0; i < rows; i++) {
		for (let k = 0; k < outputs; k++) {
			const at = (shift: number): number => {
				const own = Array.from(margins.subarray(i * outputs, (i + 1) * outputs));
				own[k]! += shift;
				return weights[i]! * loss(own, labels[i]!);
			};
			const slope = (at(step) - at(-step)) / (2 * step);
			const curvature = (at(step) - 2 * at(0) + at(-step)) / step ** 2;
			expect(pairs[2 * (k * rows + i)]).toBeCloseTo(slope, 5);
			expect(pairs[2 * (k * rows + i) + 1]).toBeCloseTo(curvature * hessianScale, 4);
		}
	}
}

describe('gradient and hessian are the finite differences of the loss', () => {
	test('for squared error', () => {
		checkDerivatives('reg:squarederror', 1, draw(rows, -3, 3), row.squared, 1);
	});

	test.each(['binary:logistic', 'reg:logistic'])('for %s, labels between 0 and 1 too', (objective) => {
		checkDerivatives(objective, 1, draw(rows, 0, 0.99), row.logistic, 1);
	});

	test.each(['multi:softmax', 'multi:softprob'])(
		'for %s, the hessian doubled as in the library',
		(objective) => {
			checkDerivatives(objective, 3, draw(rows, 0, 3).map(Math.floor), row.softmax, 2);
		}
	);
});

test('scale_pos_weight weighs rows labelled 1, and no others', () => {
	const pairs = new Float32Array(4);
	lossOf('binary:logistic', { scalePosWeight: 3 })!.derive(
		Float32Array.of(0, 0),
		Float32Array.of(1, 0),
		null,
		pairs,
		{ round: 0, groups: null, scores: null }
	);
	expect(Array.from(pairs)).toEqual([-1.5, 0.75, 0.5, 0.25]);
});

test('the margin of a base score gives the base score back', () => {
	const loss = lossOf('binary:logistic')!;
	const margin = Float32Array.of(loss.marginOf(0.2));
	expect(loss.answer(margin, 1).values[0]).toBeCloseTo(0.2, 6);
	expect(lossOf('reg:squarederror')!.marginOf(0.2)).toBe(0.2);
});

test('probabilities of several classes add up to 1, also far from 0', () => {
	const { values, width } = lossOf('multi:softprob')!.answer(Float32Array.of(1000, 999, -1000, 0, 0, 0), 3);
	expect(width).toBe(3);
	expect(values[0]! + values[1]! + values[2]!).toBeCloseTo(1, 6);
	expect(values[3]).toBeCloseTo(1 / 3, 6);
	expect(lossOf('multi:softmax')!.answer(Float32Array.of(1, 5, 2), 3)).toEqual({
		name: 'score',
		values: Float32Array.of(1),
		width: 1
	});
});

test('certain predictions keep a finite loss', () => {
	const { values } = lossOf('binary:logistic')!.answer(Float32Array.of(-200, 200), 1);
	expect(logloss([1, 0], values)).toBeLessThan(37);
});

test.each([
	['binary:logistic', [0, 2], 'label must be in [0,1] for logistic regression, but row 2 has 2.'],
	['reg:logistic', [-0.5], 'label must be in [0,1]'],
	['multi:softmax', [0, 3], 'label must be in [0, num_class), a whole number below 3, but row 2 has 3.'],
	['multi:softprob', [0.5], 'label must be in [0, num_class)'],
	['reg:squarederror', [1, NaN], 'Every row needs a label, but that of row 2 is NaN.']
])('%s refuses the labels %j', (objective, labels, message) => {
	expect(() => lossOf(objective)!.checkLabels(Float32Array.from(labels), 3)).toThrow(message);
});

test('an objective that nobody has has no loss', () => {
	expect(lossOf('count:sheep')).toBeNull();
});
