import type { Rng } from '#base/rng.ts';
import type { Sliced } from '../sliced.ts';
import { marginalLikelihood } from './marginal-likelihood.ts';
import type { KernelParameters } from './matern.ts';
import { maximise } from './maximise.ts';

/** Where the parameters are looked for, for features in [0, 1] and observations of mean 0 and variance 1. */
const SIGNAL: Range = [0.05, 20];
const LENGTH: Range = [0.05, 10];
const NOISE: Range = [1e-6, 0.1];

const RANDOM_STARTS = 1;
const ITERATIONS = 50;

type Range = readonly [low: number, high: number];

/**
 * The kernel under which the observations are most likely: the best of several ascents of the marginal likelihood.
 * @param y of mean 0 and variance 1
 */
export function* fitKernel(
	xs: readonly ArrayLike<number>[],
	y: ArrayLike<number>,
	groups: readonly number[],
	rng: Rng
): Sliced<KernelParameters> {
	const count = Math.max(-1, ...groups) + 1;
	const ranges: Range[] = [SIGNAL, ...Array.from({ length: count }, () => LENGTH), NOISE];
	const low = ranges.map(([least]) => Math.log(least));
	const high = ranges.map(([, most]) => Math.log(most));
	const likelihood = marginalLikelihood(xs, y, groups, count);
	const starts = [[0, ...Array.from({ length: count }, () => Math.log(0.5)), Math.log(0.01)]];
	for (let i = 0; i < RANDOM_STARTS; i++)
		starts.push(low.map((least, d) => least + (high[d]! - least) * rng.next()));
	const ends = [];
	for (const start of starts) ends.push(yield* maximise(likelihood, start, { low, high }, ITERATIONS));
	const { x } = ends.reduce((best, each) => (each.value > best.value ? each : best));
	return {
		signal: Math.exp(x[0]!),
		lengths: x.slice(1, count + 1).map(Math.exp),
		noise: Math.exp(x[count + 1]!)
	};
}
