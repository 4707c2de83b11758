import { describe, expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { lossOf, type LossOptions } from '#ml/algorithms/linear-learner/losses.ts';

const options = { margin: 1, quantile: 0.3, insensitivity: 0.2, huberDelta: 0.7, classes: 1, unit: 1 };
const BINARY: readonly LossOptions['name'][] = ['logistic', 'hinge_loss'];
const REAL: readonly LossOptions['name'][] = [
	'squared_loss',
	'absolute_loss',
	'eps_insensitive_squared_loss',
	'eps_insensitive_absolute_loss',
	'quantile_loss',
	'huber_loss'
];

function valueAt(name: LossOptions['name'], margin: number, label: number, more = {}): number {
	return lossOf({ ...options, ...more, name }).measure(Float64Array.of(margin), 0, label, false);
}

describe('slopes are what finite differences say', () => {
	test.each([...BINARY, ...REAL])('of %s', (name) => {
		const loss = lossOf({ ...options, name });
		const rng = new Rng(3);
		for (let i = 0; i < 200; i++) {
			const label = BINARY.includes(name) ? rng.below(2) : rng.next() * 4 - 2;
			const margin = rng.next() * 6 - 3;
			const at = Float64Array.of(margin);
			loss.measure(at, 0, label, true);
			const step = 1e-6;
			const difference =
				(valueAt(name, margin + step, label) - valueAt(name, margin - step, label)) / (2 * step);
			// A kink may lie between the two points.
			if (Math.abs(at[0]! - difference) > 1e-3) {
				const near = valueAt(name, margin + 10 * step, label) - valueAt(name, margin + 9 * step, label);
				expect([near / step, at[0]!].some((each) => Math.abs(each - at[0]!) < 1e-3)).toBe(true);
			} else expect(at[0]!).toBeCloseTo(difference, 4);
		}
	});

	test('of softmax_loss', () => {
		const loss = lossOf({ ...options, name: 'softmax_loss', classes: 4 });
		const rng = new Rng(4);
		for (let i = 0; i < 100; i++) {
			const margins = Float64Array.from({ length: 4 }, () => rng.next() * 6 - 3);
			const label = rng.below(4);
			const slopes = margins.slice();
			loss.measure(slopes, 0, label, true);
			for (let k = 0; k < 4; k++) {
				const moved = (by: number): number => {
					const near = margins.slice();
					near[k]! += by;
					return loss.measure(near, 0, label, false);
				};
				expect(slopes[k]!).toBeCloseTo((moved(1e-6) - moved(-1e-6)) / 2e-6, 6);
			}
			expect(slopes.reduce((a, b) => a + b)).toBeCloseTo(0, 12);
		}
	});
});

test.each([
	['squared_loss', 3, 1, 4],
	['absolute_loss', -3, 1, 4],
	['eps_insensitive_squared_loss', 1.1, 1, 0],
	['eps_insensitive_squared_loss', 2.2, 1, 1],
	['eps_insensitive_absolute_loss', 0, 1, 0.8],
	['quantile_loss', 0, 1, 0.3],
	['quantile_loss', 2, 1, 0.7],
	['huber_loss', 0.5, 0, 0.125],
	['huber_loss', 2, 0, 0.7 * (2 - 0.35)],
	['logistic', 0, 1, Math.LN2],
	['hinge_loss', 0.25, 1, 0.75],
	['hinge_loss', 0.25, 0, 1.25]
] as const)('%s of margin %d and label %d is %d', (name, margin, label, value) => {
	expect(valueAt(name, margin, label)).toBeCloseTo(value, 12);
});

test('sizes in units of the label hold on labels that are divided by their deviation', () => {
	for (const name of [
		'huber_loss',
		'eps_insensitive_squared_loss',
		'eps_insensitive_absolute_loss'
	] as const) {
		const unit = 9;
		const { power } = lossOf({ ...options, name });
		expect(valueAt(name, 12 / unit, 0, { unit }) * unit ** power).toBeCloseTo(valueAt(name, 12, 0), 10);
	}
});

test('the logistic loss of huge margins is no infinity times zero', () => {
	expect(valueAt('logistic', 1e6, 0)).toBe(1e6);
	expect(valueAt('logistic', 1e6, 1)).toBe(0);
});
