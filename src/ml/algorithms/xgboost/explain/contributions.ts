import type { Dataset } from '#ml/data/dataset.ts';
import { rowReader } from '#ml/data/row-reader.ts';
import { baseMarginsOf, usedTrees, type Ensemble } from '../ensemble.ts';
import { addTreeShap, meanOf, type Condition } from './tree-shap.ts';

/**
 * SHAP values: what each column adds to each row's margin, and behind them the bias; together they are the margin.
 * Row-major, rows · outputs · (features + 1). Of a linear model weight times value.
 */
export function contributionsOf(ensemble: Ensemble, data: Dataset): Float32Array {
	return conditioned(ensemble, data, { sign: 0, column: -1 });
}

/**
 * SHAP interaction values: the part of each column's contribution that it has together with each other one; a column's
 * own stands on the diagonal. Rows · outputs · (features + 1)²; symmetric, and each line adds up to the contribution.
 * @see S. Lundberg et al., arXiv:1802.03888, section 4
 */
export function interactionsOf(ensemble: Ensemble, data: Dataset): Float32Array {
	const { features, outputs } = ensemble;
	const width = features + 1;
	const plain = contributionsOf(ensemble, data);
	const values = new Float32Array(data.rows * outputs * width * width);
	const blocks = data.rows * outputs;
	for (let block = 0; block < blocks; block++) {
		for (let i = 0; i < width; i++) {
			values[block * width * width + i * width + i] = plain[block * width + i]!;
		}
	}
	if (ensemble.booster === 'gblinear') return values;
	for (let column = 0; column < features; column++) {
		const on = conditioned(ensemble, data, { sign: 1, column });
		const off = conditioned(ensemble, data, { sign: -1, column });
		for (let block = 0; block < blocks; block++) {
			const line = block * width * width + column * width;
			for (let other = 0; other < features; other++) {
				if (other === column) continue;
				const value = (on[block * width + other]! - off[block * width + other]!) / 2;
				values[line + other] = value;
				values[line + column]! -= value;
			}
		}
	}
	return values;
}

function conditioned(ensemble: Ensemble, data: Dataset, condition: Condition): Float32Array {
	const { features, outputs } = ensemble;
	const width = features + 1;
	const values = new Float32Array(data.rows * outputs * width);
	const base = baseMarginsOf(ensemble);
	const phi = new Float64Array(width);
	const reader = rowReader(data);
	for (let row = 0; row < data.rows; row++) {
		const from = reader.at(row);
		for (let output = 0; output < outputs; output++) {
			phi.fill(0);
			phi[features] = base[output]!;
			if (ensemble.booster === 'gblinear')
				addLinear(ensemble.linear, reader.x, from, features, outputs, output, phi);
			else {
				const { trees, treeOutput, treeWeights } = ensemble;
				for (let i = 0; i < usedTrees(ensemble); i++) {
					if (treeOutput[i] !== output) continue;
					const weight = treeWeights?.[i] ?? 1;
					addTreeShap(trees[i]!, reader.x, from, weight, phi, condition);
					phi[features]! += meanOf(trees[i]!) * weight;
				}
			}
			values.set(phi, (row * outputs + output) * width);
		}
	}
	return values;
}

function addLinear(
	weights: Float32Array,
	x: Float32Array,
	from: number,
	columns: number,
	outputs: number,
	output: number,
	phi: Float64Array
): void {
	for (let column = 0; column < columns; column++) {
		const value = x[from + column]!;
		if (value === value) phi[column]! += value * weights[column * outputs + output]!;
	}
	phi[columns]! += weights[columns * outputs + output]!;
}
