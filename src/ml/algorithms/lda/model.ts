import { UserError } from '#base/errors.ts';
import type { Model, ModelFiles, Predictions } from '#ml/algorithm.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { sparseOf } from '#ml/data/sparse-rows.ts';
import { MixtureReader, type TopicModel } from './mixture.ts';
import { writeModel } from './model-file.ts';

/** Name of the file inside model.tar.gz. */
export const MODEL_FILE = 'model_algo-1';

/** Topics, and how much of each is in a document before it is read. */
export class LdaModel implements Model {
	readonly topicModel: TopicModel;
	readonly #reader: MixtureReader;

	constructor(topicModel: TopicModel) {
		this.topicModel = topicModel;
		this.#reader = new MixtureReader(topicModel);
	}

	get features(): number {
		return this.topicModel.words;
	}

	/** The mixture of topics in each document: shares that add up to 1. A document without words has that of the corpus. */
	predict(data: Dataset): Predictions {
		const { topics, words } = this.topicModel;
		if (data.columns !== words) {
			throw new UserError(
				'FeatureMismatch',
				`cannot copy sequence with size ${data.columns} to array axis with dimension ${words}`,
				{ hint: 'Send a count for each word of the vocabulary, in the same order as in training.' }
			);
		}
		const { starts, places, values } = sparseOf(data);
		const mixtures = new Float32Array(data.rows * topics);
		const mixture = new Float64Array(topics);
		for (let row = 0; row < data.rows; row++) {
			const [from, to] = [starts[row]!, starts[row + 1]!];
			this.#reader.read(places.subarray(from, to), values.subarray(from, to), mixture);
			mixtures.set(mixture, row * topics);
		}
		return {
			rows: data.rows,
			fields: [{ name: 'topic_mixture', width: topics, values: mixtures, isList: true }]
		};
	}

	/** One file, as AWS writes it: see model-file.ts. */
	toFiles(): ModelFiles {
		return { [MODEL_FILE]: writeModel(this.topicModel) };
	}
}
