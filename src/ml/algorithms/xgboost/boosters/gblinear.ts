import type { Dataset } from '#ml/data/dataset.ts';
import { derive, type Booster, type Boosting } from './booster.ts';

/** Columns with less curvature than this keep their weight. */
const LEAST_CURVATURE = 1e-5;

/**
 * A linear model, learnt by coordinate descent on the second-order approximation: each round moves the bias, then one
 * weight after the other, by eta of its best step under elastic-net penalties. Missing values count as 0. The library's
 * `shotgun` lets threads do so at once; with one thread it is the same as `coord_descent`.
 * @see J. Bradley et al., «Parallel coordinate descent for L1-regularized loss minimization», ICML 2011
 */
export function gblinear(boosting: Boosting): Booster {
	const { outputs, watched } = boosting;
	const { columns } = watched[0]!.data;
	const weights = new Float32Array((columns + 1) * outputs);
	const history: Float32Array[] = [];
	return {
		boost(round) {
			const before = weights.slice();
			derive(boosting, watched[0]!.margins, round);
			for (let output = 0; output < outputs; output++) descend(boosting, weights, output);
			const steps = weights.map((weight, i) => weight - before[i]!);
			for (const { data, margins } of watched) addLinear(steps, data, margins, outputs);
			history.push(weights.slice());
			return [];
		},
		learnt: (rounds) => ({ booster: 'gblinear', linear: history[rounds - 1] ?? weights, rounds })
	};
}

/** Adds x·w + b to the margins. */
export function addLinear(
	weights: Float32Array,
	{ rows, columns, x }: Dataset,
	margins: Float32Array,
	outputs: number
): void {
	for (let row = 0; row < rows; row++) {
		for (let output = 0; output < outputs; output++) {
			let sum = weights[columns * outputs + output]!;
			for (let column = 0; column < columns; column++) {
				const value = x[row * columns + column]!;
				if (value === value) sum += value * weights[column * outputs + output]!;
			}
			margins[row * outputs + output]! += sum;
		}
	}
}

function descend({ p, outputs, watched, pairs }: Boosting, weights: Float32Array, output: number): void {
	const { rows, columns, x, weights: rowWeights } = watched[0]!.data;
	const own = pairs.subarray(2 * output * rows, 2 * (output + 1) * rows);
	const mass = rowWeights ? rowWeights.reduce((sum, weight) => sum + weight, 0) : rows;
	const penalty = { alpha: p.alpha * mass, lambda: p.lambda * mass, bias: p.lambda_bias * mass };
	const bias = columns * outputs + output;
	let [gradient, hessian] = [penalty.bias * weights[bias]!, penalty.bias];
	for (let row = 0; row < rows; row++) {
		gradient += own[2 * row]!;
		hessian += own[2 * row + 1]!;
	}
	const step = Math.fround(p.eta * (-gradient / hessian));
	weights[bias]! += step;
	for (let row = 0; row < rows; row++) own[2 * row]! += own[2 * row + 1]! * step;
	for (let column = 0; column < columns; column++) {
		let [slope, curvature] = [0, 0];
		for (let row = 0; row < rows; row++) {
			const value = x[row * columns + column]!;
			if (value !== value) continue;
			slope += own[2 * row]! * value;
			curvature += own[2 * row + 1]! * value * value;
		}
		const at = column * outputs + output;
		const move = Math.fround(p.eta * bestStep(slope, curvature, weights[at]!, penalty.alpha, penalty.lambda));
		if (move === 0) continue;
		weights[at]! += move;
		for (let row = 0; row < rows; row++) {
			const value = x[row * columns + column]!;
			if (value === value) own[2 * row]! += own[2 * row + 1]! * value * move;
		}
	}
}

/** The step of one weight that lowers the penalised loss most; none where there is no curvature. */
function bestStep(slope: number, curvature: number, weight: number, alpha: number, lambda: number): number {
	if (curvature < LEAST_CURVATURE) return 0;
	const gradient = slope + lambda * weight;
	const hessian = curvature + lambda;
	return weight - gradient / hessian >= 0
		? Math.max(-(gradient + alpha) / hessian, -weight)
		: Math.min(-(gradient - alpha) / hessian, -weight);
}
