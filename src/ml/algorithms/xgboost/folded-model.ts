import type { AnswerField, Model, ModelFiles, Predictions } from '#ml/algorithm.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { MODEL_FILE, type XGBoostModel } from './model.ts';
import { selectedFields } from './selected-fields.ts';

/** Objectives that answer with a class: their models vote. */
const VOTING = ['multi:softmax', 'binary:hinge'];

/** The models of a cross-validation as one: the mean of their answers, or the class that most of them choose. */
export class FoldedModel implements Model {
	readonly models: readonly XGBoostModel[];
	readonly outputFiles: ModelFiles;

	/**
	 * @param models at least one, of one objective
	 * @param outputFiles what the job leaves beside them
	 */
	constructor(models: readonly XGBoostModel[], outputFiles: ModelFiles = {}) {
		this.models = models;
		this.outputFiles = outputFiles;
	}

	get features(): number {
		return this.models[0]!.features;
	}

	/** With SAGEMAKER_INFERENCE_ENSEMBLE=false the container answers with the first model alone. */
	get first(): Model {
		return this.models[0]!;
	}

	predict(data: Dataset): Predictions {
		const answers = this.models.map((model) => model.predict(data).fields[0]!);
		const [field] = answers;
		const { objective } = this.models[0]!.ensemble;
		const columns = answers.map(({ values }) => values);
		const values = VOTING.includes(objective) ? mostFrequent(columns) : mean(columns);
		return { rows: data.rows, fields: [{ ...(field as AnswerField), values }] };
	}

	select(data: Dataset, keys: readonly string[]): Predictions {
		const { objective, outputs } = this.models[0]!.ensemble;
		const { values } = this.predict(data).fields[0]!;
		return { rows: data.rows, fields: selectedFields(objective, outputs, values, keys) };
	}

	toFiles(): ModelFiles {
		return Object.fromEntries(
			this.models.map((model, fold) => [`${MODEL_FILE}-${fold}`, model.toFiles()[MODEL_FILE]!])
		);
	}
}

/** The files of an archive that are models of one cross-validation, in the order of their numbers. */
export function foldFiles(files: ModelFiles): Uint8Array[] {
	const numberOf = (name: string): number => Number(name.slice(MODEL_FILE.length + 1));
	return Object.keys(files)
		.filter((name) => name.startsWith(`${MODEL_FILE}-`) && /^\d+$/.test(name.slice(MODEL_FILE.length + 1)))
		.sort((a, b) => numberOf(a) - numberOf(b))
		.map((name) => files[name]!);
}

export function mean(columns: readonly ArrayLike<number>[]): Float32Array {
	return Float32Array.from({ length: columns[0]!.length }, (_, row) => {
		const sum = columns.reduce((all, values) => all + values[row]!, 0);
		return sum / columns.length;
	});
}

/** Of each row the value that comes most often; of several the smallest. */
export function mostFrequent(columns: readonly ArrayLike<number>[]): Float32Array {
	return Float32Array.from({ length: columns[0]!.length }, (_, row) => {
		const votes = columns.map((values) => values[row]!).sort((a, b) => a - b);
		let [best, most, run] = [NaN, 0, 0];
		votes.forEach((vote, i) => {
			run = vote === votes[i - 1] ? run + 1 : 1;
			if (run > most) [best, most] = [vote, run];
		});
		return best;
	});
}
