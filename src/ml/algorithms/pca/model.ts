import { UserError } from '#base/errors.ts';
import type { Model, ModelFiles, Predictions } from '#ml/algorithm.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { readNdArrays, writeNdArrays, type NdArray } from '#ml/data/mxnet-ndarray.ts';

/** Name of the file inside model.tar.gz. */
export const MODEL_FILE = 'model_algo-1';

/** All that a trained PCA is. */
export interface PcaParameters {
	/** Taken from each row before it is projected; zeros where nothing is. */
	readonly mean: Float32Array;
	/** A column for each component, the greatest last: features · components, row-major. */
	readonly v: Float32Array;
	/** Singular values of the training rows, from the least to the greatest. */
	readonly s: Float32Array;
}

/** Directions, and what rows are along them. */
export class PcaModel implements Model {
	readonly parameters: PcaParameters;
	/** v · mean of each component, so that a row of few cells needs no more than those. */
	readonly #below: Float64Array;

	constructor(parameters: PcaParameters) {
		this.parameters = parameters;
		const { mean, v, s } = parameters;
		this.#below = new Float64Array(s.length);
		for (let i = 0; i < v.length; i++) this.#below[i % s.length]! += v[i]! * mean[Math.floor(i / s.length)]!;
	}

	get features(): number {
		return this.parameters.mean.length;
	}

	/** How far each row goes from the mean in the direction of each component, the greatest component last. */
	predict(data: Dataset): Predictions {
		const { s } = this.parameters;
		const values = this.#project(data);
		return { rows: data.rows, fields: [{ name: 'projection', width: s.length, values, isList: true }] };
	}

	/** Squared lengths of the rows less the mean, and of what the components keep of them, summed up. */
	keptOf(data: Dataset): { whole: number; kept: number } {
		const { mean } = this.parameters;
		let whole = 0;
		let [at, rest] = [0, 0];
		for (let j = 0; j < mean.length; j++) rest += mean[j]! ** 2;
		for (let row = 0; row < data.rows; row++) {
			whole += rest;
			const end = data.sparse ? data.sparse.starts[row + 1]! : at + data.columns;
			for (let j = 0; at < end; at++, j++) {
				const value = data.sparse ? data.sparse.values[at]! : data.x[at]!;
				whole += value * (value - 2 * mean[data.sparse ? data.sparse.places[at]! : j]!);
			}
		}
		return { whole, kept: this.#project(data).reduce((sum, value) => sum + value * value, 0) };
	}

	/** One file: a dict of the MXNet arrays s (components), v (features, components) and mean (1, features). */
	toFiles(): ModelFiles {
		const { mean, v, s } = this.parameters;
		return {
			[MODEL_FILE]: writeNdArrays([
				{ name: 's', shape: [s.length], values: s },
				{ name: 'v', shape: [mean.length, s.length], values: v },
				{ name: 'mean', shape: [1, mean.length], values: mean }
			])
		};
	}

	/** @throws UserError `BadModel` */
	static fromFiles(files: ModelFiles): PcaModel {
		const bytes = files[MODEL_FILE];
		if (!bytes) throw badModel(`there is no file '${MODEL_FILE}' in the archive`);
		const arrays = readNdArrays(bytes);
		const named = (name: string): Float32Array => valuesOf(arrays, name);
		const [mean, v, s] = [named('mean'), named('v'), named('s')];
		if (v.length === 0 || v.length !== mean.length * s.length)
			throw badModel('v is not as wide as s and mean say');
		return new PcaModel({ mean, v, s });
	}

	#project(data: Dataset): Float32Array {
		const { columns, rows, x, sparse } = data;
		const { v, s, mean } = this.parameters;
		if (columns !== mean.length) {
			throw new UserError(
				'FeatureMismatch',
				`cannot copy sequence with size ${columns} to array axis with dimension ${mean.length}`,
				{ hint: 'Send the same columns as in training, in the same order.' }
			);
		}
		const width = s.length;
		const values = new Float32Array(rows * width);
		const sums = new Float64Array(width);
		for (let row = 0; row < rows; row++) {
			if (sparse) {
				for (let c = 0; c < width; c++) sums[c] = -this.#below[c]!;
				for (let cell = sparse.starts[row]!; cell < sparse.starts[row + 1]!; cell++) {
					addRow(sums, v, sparse.places[cell]! * width, sparse.values[cell]!);
				}
			} else {
				sums.fill(0);
				for (let j = 0; j < columns; j++) addRow(sums, v, j * width, x[row * columns + j]! - mean[j]!);
			}
			values.set(sums, row * width);
		}
		return values;
	}
}

function addRow(sums: Float64Array, v: Float32Array, from: number, times: number): void {
	for (let c = 0; c < sums.length; c++) sums[c]! += times * v[from + c]!;
}

function valuesOf(arrays: readonly NdArray[], name: string): Float32Array {
	const found = arrays.find((array) => array.name === name);
	if (!found) throw badModel(`it has no array '${name}'`);
	return Float32Array.from(found.values);
}

function badModel(what: string): UserError {
	return new UserError('BadModel', `The model cannot be loaded: ${what}.`, {
		hint: 'ModelDataUrl must name the model.tar.gz of a training job of PCA.'
	});
}
