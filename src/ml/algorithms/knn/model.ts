import type { Model, ModelFiles, PredictOptions, Predictions, Predictor } from '#ml/algorithm.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import type { GpuHost } from '#ml/gpu/borrow.ts';
import { Answers } from './answers.ts';
import { batchOf } from './batch.ts';
import { Lookup } from './lookup.ts';
import { preparer } from './prepare.ts';
import type { SearchIndex } from './search-index.ts';
import type { Settings } from './settings.ts';
import { checkValues, checkWidth } from './training-data.ts';
import { writeFiles } from './files.ts';
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
	predict(data: Dataset, options: PredictOptions = {}): Predictions {
		const answers = this.#begin(data, options);
		for (const batch of this.#batchesOf(data)) answers.add(this.index.search(batch, answers.k));
		return answers.predictions();
	}

	/** Large batches are looked up in a flat index on the graphics processor, with the same answers. */
	predictorOn(host: GpuHost): Predictor {
		const lookup = new Lookup(this.index, host);
		return {
			predict: async (data, options = {}) => {
				const answers = this.#begin(data, options);
				const search = await lookup.searchFor(data.rows, answers.k);
				for (const batch of this.#batchesOf(data)) answers.add(await search(batch, answers.k));
				return answers.predictions();
			}
		};
	}

	#begin(data: Dataset, { verbose = false }: PredictOptions): Answers {
		checkWidth('The request', data, this.features);
		checkValues('The request', data);
		const k = Math.min(this.settings.k, this.index.count);
		const { metric } = this.index;
		return new Answers(data.rows, {
			k,
			metric,
			verbose,
			says: this.settings.predictorType,
			labels: this.labels
		});
	}

	/** The rows as the index takes them. */
	*#batchesOf(data: Dataset): Generator<Dataset> {
		for (let from = 0; from < data.rows; from += ROWS) {
			yield this.#prepare(batchOf(data, from, Math.min(data.rows, from + ROWS)));
		}
	}

	/** The index, the labels, and the settings as JSON: see README.md. */
	toFiles(): ModelFiles {
		return writeFiles(this);
	}
}
