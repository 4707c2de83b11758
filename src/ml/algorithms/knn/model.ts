import type { AnswerField, Model, ModelFiles, PredictOptions, Predictions } from '#ml/algorithm.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { batchOf } from './batch.ts';
import { preparer } from './prepare.ts';
import type { SearchIndex } from './search-index.ts';
import type { Settings } from './settings.ts';
import { checkValues, checkWidth } from './training-data.ts';
import { writeFiles } from './files.ts';
import { majority, mean } from './vote.ts';
import { SparseIndex } from './sparse-index.ts';

/** Rows that are prepared and looked up at once. */
const ROWS = 1024;

/** Rows with their labels, and how they are asked. */
export class KnnModel implements Model {
	readonly settings: Settings;
	readonly index: SearchIndex;
	readonly labels: Float32Array;
	readonly #prepare: (data: Dataset) => Dataset;

	constructor(settings: Settings, index: SearchIndex, labels: Float32Array) {
		this.settings = settings;
		this.index = index;
		this.labels = labels;
		const { projection, normalise } = settings;
		const sparse = index instanceof SparseIndex;
		this.#prepare = preparer({ projection, normalise, dimension: index.dimension, sparse });
	}

	get features(): number {
		return this.settings.features;
	}

	/**
	 * The label that most of the k neighbours have (of several the smallest), or the mean of their labels. A verbose answer
	 * has the neighbours' distances and labels too, nearest first: squared distances, or products where the metric is one.
	 * Where the index has fewer than k rows, all of them are asked.
	 */
	predict(data: Dataset, { verbose = false }: PredictOptions = {}): Predictions {
		checkWidth('The request', data, this.features);
		checkValues('The request', data);
		const { rows } = data;
		const k = Math.min(this.settings.k, this.index.count);
		const says = this.settings.predictorType === 'classifier' ? majority : mean;
		const answers = new Float32Array(rows);
		const distances = new Float32Array(verbose ? rows * k : 0);
		const labels = new Float32Array(verbose ? rows * k : 0);
		const near = new Float32Array(k);
		for (let from = 0; from < rows; from += ROWS) {
			const batch = batchOf(data, from, Math.min(rows, from + ROWS));
			const found = this.index.search(this.#prepare(batch), k);
			for (let i = 0; i < batch.rows; i++) {
				for (let j = 0; j < k; j++) near[j] = this.labels[found.ids[i * k + j]!]!;
				answers[from + i] = says(near);
				if (verbose) labels.set(near, (from + i) * k);
			}
			if (verbose) distances.set(this.#told(found.distances), from * k);
		}
		const fields: AnswerField[] = [{ name: 'predicted_label', width: 1, values: answers }];
		if (verbose) fields.push({ name: 'distances', width: k, values: distances, isList: true });
		if (verbose) fields.push({ name: 'labels', width: k, values: labels, isList: true });
		return { rows, fields };
	}

	/** The index, the labels, and the settings as JSON: see README.md. */
	toFiles(): ModelFiles {
		return writeFiles(this);
	}

	/** Products are negative inside, so that less is nearer. */
	#told(distances: Float64Array): Float64Array {
		return this.index.metric === 'L2' ? distances : distances.map((distance) => 0 - distance);
	}
}
