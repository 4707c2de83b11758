import { expect, test } from 'vitest';
import { Optimizer, type StepRule } from '#ml/algorithms/linear-learner/optimizer.ts';
import { scheduleOf } from '#ml/algorithms/linear-learner/schedule.ts';
import type { LinearHyperparameters } from '#ml/algorithms/linear-learner/hyperparameters.ts';

const rule = { momentum: 0.5, beta1: 0.9, beta2: 0.999 };

test('first steps are as the papers have them', () => {
	const step = (optimizer: StepRule['optimizer']): number => {
		const values = Float64Array.of(1);
		new Optimizer({ ...rule, optimizer }, 1).step(values, Float64Array.of(4), 0.1, 0, 0);
		return values[0]!;
	};
	expect(step('sgd')).toBeCloseTo(0.6, 12);
	// Adam's first step has the length of the rate, whatever the gradient.
	expect(step('adam')).toBeCloseTo(0.9, 6);
	expect(step('rmsprop')).toBeCloseTo(1 - 0.1 / Math.sqrt(0.1), 6);
});

test('momentum keeps a share of the step before', () => {
	const values = Float64Array.of(0);
	const sgd = new Optimizer({ ...rule, optimizer: 'sgd' }, 1);
	sgd.step(values, Float64Array.of(1), 0.1, 0, 0);
	sgd.step(values, Float64Array.of(0), 0.1, 0, 0);
	expect(values[0]).toBeCloseTo(-0.15, 12);
});

test.each(['sgd', 'adam', 'rmsprop'] as const)(
	'%s finds the lowest point of a square with both penalties',
	(optimizer) => {
		// (w − 3)² + wd/2·w² + l1·|w| has it at (6 − l1) / (2 + wd).
		const values = Float64Array.of(0, 0);
		const found = new Optimizer({ ...rule, optimizer }, 2);
		for (let i = 0; i < 4000; i++) {
			// The second has its lowest point at 0: the penalty is stronger than its slope there.
			const gradients = Float64Array.of(2 * (values[0]! - 3), 2 * (values[1]! - 0.2));
			found.step(values, gradients, 0.02 * 0.999 ** i, 0.5, 1);
		}
		expect(values[0]).toBeCloseTo(2, 2);
		expect(values[1]).toBe(0);
	}
);

test('what is no number stays none, so that divergence is seen', () => {
	const values = Float64Array.of(NaN);
	new Optimizer({ ...rule, optimizer: 'sgd' }, 1).step(values, Float64Array.of(1), 0.1, 0, 0);
	expect(values[0]).toBeNaN();
});

test('the learning rate falls by its factor at each step of the schedule, down to its least', () => {
	const p = {
		use_lr_scheduler: 'true',
		lr_scheduler_step: 10,
		lr_scheduler_factor: 0.5,
		lr_scheduler_minimum_lr: 0.2
	} as LinearHyperparameters;
	const rate = scheduleOf(p, 100);
	expect([0, 9, 10, 20, 90].map((step) => rate(1, step))).toEqual([1, 1, 0.5, 0.25, 0.2]);
	// A rate below the least does not rise.
	expect(rate(0.1, 50)).toBeCloseTo(0.1, 12);
	expect(scheduleOf({ ...p, use_lr_scheduler: 'false' }, 100)(1, 99)).toBe(1);
});
