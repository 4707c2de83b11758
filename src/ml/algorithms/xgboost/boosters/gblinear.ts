import type { Dataset } from '#ml/data/dataset.ts';
import type { SparseRows } from '#ml/data/sparse-rows.ts';
import { presentCells } from '../trees/present-cells.ts';
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
	const { data } = watched[0]!;
	const weights = new Float32Array((data.columns + 1) * outputs);
	const columns = columnsOf(data);
	const history: Float32Array[] = [];
	return {
		boost(round) {
			const before = weights.slice();
			derive(boosting, round);
			for (let output = 0; output < outputs; output++) descend(boosting, columns, weights, output);
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
	data: Dataset,
	margins: Float32Array,
	outputs: number
): void {
	const { rows, columns, x, sparse } = data;
	if (sparse) {
		addSparse(weights, columns, sparse, margins, outputs);
		return;
	}
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

function addSparse(
	weights: Float32Array,
	columns: number,
	{ starts, places, values }: SparseRows,
	margins: Float32Array,
	outputs: number
): void {
	for (let row = 0; row < starts.length - 1; row++) {
		for (let output = 0; output < outputs; output++) {
			let sum = weights[columns * outputs + output]!;
			for (let i = starts[row]!; i < starts[row + 1]!; i++) {
				sum += values[i]! * weights[places[i]! * outputs + output]!;
			}
			margins[row * outputs + output]! += sum;
		}
	}
}

/** Calls `visit` with the row and the value of each cell of a column that is not missing, by rising row. */
type Columns = (column: number, visit: (row: number, value: number) => void) => void;

function columnsOf(data: Dataset): Columns {
	const { rows, columns, x } = data;
	if (!data.sparse) {
		return (column, visit) => {
			for (let row = 0, at = column; row < rows; row++, at += columns) {
				if (x[at] === x[at]) visit(row, x[at]!);
			}
		};
	}
	const cells = presentCells(data);
	return (column, visit) => {
		for (let i = cells.starts[column]!; i < cells.starts[column + 1]!; i++) {
			visit(cells.rows[i]!, cells.values[i]!);
		}
	};
}

function descend(
	{ p, outputs, watched, pairs }: Boosting,
	forEachIn: Columns,
	weights: Float32Array,
	output: number
): void {
	const { rows, columns, weights: rowWeights } = watched[0]!.data;
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
		forEachIn(column, (row, value) => {
			slope += own[2 * row]! * value;
			curvature += own[2 * row + 1]! * value * value;
		});
		const at = column * outputs + output;
		const move = Math.fround(p.eta * bestStep(slope, curvature, weights[at]!, penalty.alpha, penalty.lambda));
		if (move === 0) continue;
		weights[at]! += move;
		forEachIn(column, (row, value) => {
			own[2 * row]! += own[2 * row + 1]! * value * move;
		});
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
