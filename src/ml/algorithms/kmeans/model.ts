import { UserError } from '#base/errors.ts';
import type { Model, ModelFiles, Predictions } from '#ml/algorithm.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { readNdArrays, writeNdArrays } from '#ml/data/mxnet-ndarray.ts';
import { nearestOf, pointsOf, sumOfSquares, type Points } from './points.ts';

/** Name of the file inside model.tar.gz. */
export const MODEL_FILE = 'model_algo-1';

/** The centres of the clusters. */
export class KMeansModel implements Model {
	/** One after the other: k · features. */
	readonly centers: Float32Array;
	readonly features: number;
	readonly #values: Float64Array;
	/** The mean of the centres: what a row is compared around may not hang on the other rows. */
	readonly #middle: Float64Array;

	constructor(centers: Float32Array, features: number) {
		this.centers = centers;
		this.features = features;
		this.#values = Float64Array.from(centers);
		this.#middle = new Float64Array(features);
		for (let i = 0; i < centers.length; i++)
			this.#middle[i % features]! += (centers[i]! * features) / centers.length;
	}

	/** Of each row the number of the nearest centre, from 0, and the Euclidean distance to it. */
	predict(data: Dataset): Predictions {
		const { closest, squares } = nearestOf(this.#pointsOf(data), this.#values);
		return {
			rows: data.rows,
			fields: [
				{ name: 'closest_cluster', width: 1, values: Float32Array.from(closest) },
				{ name: 'distance_to_cluster', width: 1, values: Float32Array.from(squares, Math.sqrt) }
			]
		};
	}

	/** Sum of the squared distances of all rows to their nearest centres. */
	sumOfSquares(data: Dataset): number {
		return sumOfSquares(this.#pointsOf(data), this.#values);
	}

	/** One file: a list of MXNet arrays that holds one, the centres. */
	toFiles(): ModelFiles {
		const { centers, features } = this;
		const shape = [centers.length / features, features];
		return { [MODEL_FILE]: writeNdArrays([{ name: '', shape, values: centers }]) };
	}

	/** @throws UserError `BadModel` */
	static fromFiles(files: ModelFiles): KMeansModel {
		const bytes = files[MODEL_FILE];
		if (!bytes) throw badModel(`there is no file '${MODEL_FILE}' in the archive`);
		const [centers, ...others] = readNdArrays(bytes);
		if (!centers || others.length > 0 || centers.shape.length !== 2 || centers.values.length === 0) {
			throw badModel('it does not hold one table of centres');
		}
		return new KMeansModel(Float32Array.from(centers.values), centers.shape[1]!);
	}

	#pointsOf(data: Dataset): Points {
		if (data.columns !== this.features) {
			throw new UserError(
				'FeatureMismatch',
				`cannot copy sequence with size ${data.columns} to array axis with dimension ${this.features}`,
				{ hint: 'Send the same columns as in training, in the same order.' }
			);
		}
		return pointsOf(data, this.#middle);
	}
}

function badModel(what: string): UserError {
	return new UserError('BadModel', `The model cannot be loaded: ${what}.`, {
		hint: 'ModelDataUrl must name the model.tar.gz of a training job of K-Means.'
	});
}
