import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { expectedImprovement } from '#ml/tuning/expected-improvement.ts';
import { atOnce } from '#ml/sliced.ts';
import { fitKernel } from '#ml/tuning/fit-kernel.ts';
import { GaussianProcess } from '#ml/tuning/gaussian-process.ts';
import { marginalLikelihood } from '#ml/tuning/marginal-likelihood.ts';
import type { KernelParameters } from '#ml/tuning/matern.ts';
import { normalProbability } from '#ml/tuning/normal.ts';
import { farthest } from '#tests/support/fit.ts';
import { golden } from '#tests/support/golden.ts';

interface Reference {
	readonly x: number[][];
	readonly y: number[];
	readonly grid: number[][];
	readonly cases: readonly {
		readonly theta: number[];
		readonly likelihood: number;
		readonly gradient: number[];
		readonly mean: number[];
		readonly deviation: number[];
		readonly improvement: number[];
	}[];
	readonly fitted: { readonly theta: number[]; readonly likelihood: number };
	readonly normal: readonly (readonly [number, number])[];
}

const reference = golden<Reference>('tuning/gaussian-process');
const GROUPS = [0, 1, 2];

function kernelOf(theta: readonly number[]): KernelParameters {
	const [signal, ...rest] = theta.map(Math.exp);
	return { signal: signal!, lengths: rest.slice(0, -1), noise: rest.at(-1)! };
}

test('the marginal likelihood and its gradient are scikit-learn’s', () => {
	const likelihood = marginalLikelihood(reference.x, reference.y, GROUPS, 3);
	for (const { theta, likelihood: value, gradient } of reference.cases) {
		const ours = likelihood(theta);
		expect(ours.value).toBeCloseTo(value, 8);
		expect(farthest(ours.gradient, gradient)).toBeLessThan(1e-7);
	}
});

test('mean, deviation and expected improvement are scikit-learn’s and scipy’s', () => {
	const best = Math.min(...reference.y);
	for (const { theta, mean, deviation, improvement } of reference.cases) {
		const process = new GaussianProcess(reference.x, reference.y, GROUPS, kernelOf(theta));
		const ours = reference.grid.map((x) => process.predict(x));
		expect(
			farthest(
				ours.map((each) => each.mean),
				mean
			)
		).toBeLessThan(1e-9);
		expect(
			farthest(
				ours.map((each) => each.deviation),
				deviation
			)
		).toBeLessThan(1e-8);
		const expected = ours.map((each) => expectedImprovement(each, best));
		expect(farthest(expected, improvement)).toBeLessThan(1e-9);
	}
});

test('the fitted kernel is as likely as the one that scikit-learn finds with ten starts', () => {
	const { signal, lengths, noise } = atOnce(fitKernel(reference.x, reference.y, GROUPS, new Rng(1)));
	const theta = [signal, ...Array.from(lengths), noise].map(Math.log);
	const { value } = marginalLikelihood(reference.x, reference.y, GROUPS, 3)(theta);
	expect(value).toBeGreaterThan(reference.fitted.likelihood - 0.01);
});

test('features of one group share a length, and the gradient is that of finite differences', () => {
	const likelihood = marginalLikelihood(reference.x, reference.y, [0, 1, 1], 2);
	const theta = [0.3, -0.5, 0.2, -2];
	const { gradient } = likelihood(theta);
	const h = 1e-5;
	theta.forEach((_, i) => {
		const at = (by: number): number => likelihood(theta.map((each, j) => (i === j ? each + by : each))).value;
		expect((at(h) - at(-h)) / (2 * h)).toBeCloseTo(gradient[i]!, 5);
	});
});

test('an observation without noise is met exactly, and far away nothing is known', () => {
	const kernel = { signal: 2, lengths: [0.1], noise: 0 };
	const process = new GaussianProcess([[0.2], [0.7]], [1, -1], [0], kernel);
	expect(process.predict([0.2]).mean).toBeCloseTo(1, 6);
	expect(process.predict([0.2]).deviation).toBeLessThan(1e-4);
	expect(process.predict([50]).mean).toBeCloseTo(0, 6);
	expect(process.predict([50]).deviation).toBeCloseTo(Math.SQRT2, 6);
});

test('no improvement is expected of what is certain and no better', () => {
	expect(expectedImprovement({ mean: 1, deviation: 0 }, 1)).toBe(0);
	expect(expectedImprovement({ mean: 0, deviation: 0 }, 1)).toBe(1);
	expect(expectedImprovement({ mean: 9, deviation: 0.1 }, 0)).toBeGreaterThanOrEqual(0);
});

test('the normal distribution is right from the middle to the far tails', () => {
	for (const [z, p] of reference.normal) expect(Math.abs(normalProbability(z) / p - 1)).toBeLessThan(1e-13);
});
