import type { Prediction } from './gaussian-process.ts';
import { normalDensity, normalProbability } from './normal.ts';

/**
 * By how much a value drawn from the prediction undercuts `best` on average; never negative. Without any doubt it is the
 * plain difference.
 * @see Jones, Schonlau and Welch, Efficient Global Optimization of Expensive Black-Box Functions, 1998, eq. 15
 */
export function expectedImprovement({ mean, deviation }: Prediction, best: number): number {
	if (deviation === 0) return Math.max(0, best - mean);
	const z = (best - mean) / deviation;
	return Math.max(0, (best - mean) * normalProbability(z) + deviation * normalDensity(z));
}
