import { UserError } from '#base/errors.ts';
import type { Model, ModelFiles, Predictions } from '#ml/algorithm.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { sparseOf, type SparseRows } from '#ml/data/sparse-rows.ts';
import type { PredictorType } from './hyperparameters.ts';
import { writeModel } from './model-file.ts';
import type { Parameters } from './parameters.ts';
import { sigmoid } from './quality.ts';

/** Name of the file inside model.tar.gz. */
export const MODEL_FILE = 'model_algo-1';

/** A trained machine. */
export class FactorModel implements Model {
	readonly type: PredictorType;
	readonly parameters: Parameters;

	constructor(type: PredictorType, parameters: Parameters) {
		this.type = type;
		this.parameters = parameters;
	}

	get features(): number {
		return this.parameters.features;
	}

	/** The value that a regressor predicts; of a classifier the probability of class 1, and 1 where it is at least 0.5. */
	predict(data: Dataset): Predictions {
		const { rows, columns } = data;
		if (columns !== this.features) {
			throw new UserError(
				'FeatureMismatch',
				`cannot copy sequence with size ${columns} to array axis with dimension ${this.features}`,
				{ hint: 'Send as many features as feature_dim said, without the label.' }
			);
		}
		const cells = sparseOf(data);
		const values = Float32Array.from({ length: rows }, (_, row) => marginOf(this.parameters, cells, row));
		if (this.type === 'regressor') return { rows, fields: [{ name: 'score', width: 1, values }] };
		return {
			rows,
			fields: [
				{ name: 'score', width: 1, values: values.map(sigmoid) },
				{
					name: 'predicted_label',
					width: 1,
					values: values.map((margin) => Number(margin >= 0)),
					isWhole: true
				}
			]
		};
	}

	/** One file, as MXNet's parameters: see model-file.ts. */
	toFiles(): ModelFiles {
		return { [MODEL_FILE]: writeModel(this.type, this.parameters) };
	}
}

/** What the machine says of one row: w₀ + Σ wᵢ xᵢ + ½ Σ_f ((Σ vᵢ_f xᵢ)² − Σ vᵢ_f² xᵢ²). Time: its cells · factors. */
export function marginOf(
	{ bias, linear, vectors, factors }: Parameters,
	{ starts, places, values }: SparseRows,
	row: number
): number {
	const [from, to] = [starts[row]!, starts[row + 1]!];
	let margin = bias;
	for (let i = from; i < to; i++) margin += linear[places[i]!]! * values[i]!;
	for (let f = 0; f < factors; f++) {
		let [sum, squares] = [0, 0];
		for (let i = from; i < to; i++) {
			const part = vectors[places[i]! * factors + f]! * values[i]!;
			sum += part;
			squares += part * part;
		}
		margin += (sum * sum - squares) / 2;
	}
	return margin;
}
