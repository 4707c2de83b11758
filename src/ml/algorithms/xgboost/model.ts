import { UserError } from '#base/errors.ts';
import type { Model, ModelFiles, Predictions } from '#ml/algorithm.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { lossOf } from './objectives/losses.ts';
import { addLeafValues, type Tree } from './trees/tree.ts';
import { writeModel } from './files/write-model.ts';

/** All that an XGBoost model file says. */
export interface Ensemble {
	readonly features: number;
	/** Trees per round and margins per row: the number of classes, or 1. */
	readonly outputs: number;
	readonly objective: string;
	readonly scalePosWeight: number;
	readonly baseScore: number;
	/** Round after round; within a round one tree per output. */
	readonly trees: readonly Tree[];
	/** Which output each tree adds to. */
	readonly treeOutput: readonly number[];
	/** The library's own notes, such as `best_iteration`. */
	readonly attributes: Readonly<Record<string, string>>;
	/** Trees that each output gets per round; 1 save for boosted forests. */
	readonly parallelTrees: number;
}

/** Name of the file inside model.tar.gz. */
export const MODEL_FILE = 'xgboost-model';

/** Boosted trees. */
export class XGBoostModel implements Model {
	readonly ensemble: Ensemble;

	constructor(ensemble: Ensemble) {
		this.ensemble = ensemble;
	}

	get features(): number {
		return this.ensemble.features;
	}

	/**
	 * Predictions in the objective's form: values, probabilities of class 1, class numbers, or (multi:softprob) one
	 * probability per class. Where the model says which iteration was best, only the trees up to that one count, as in
	 * SageMaker's container.
	 */
	predict(data: Dataset): Predictions {
		const { features, outputs, objective } = this.ensemble;
		if (data.columns !== features) {
			throw new UserError(
				'FeatureMismatch',
				`Feature size of inference data ${data.columns} is not consistent with feature size of trained model ${features}.`,
				{ hint: 'Send the same columns as in training, in the same order, without the label.' }
			);
		}
		const loss = lossOf(objective)!;
		const margins = new Float32Array(data.rows * outputs).fill(loss.marginOf(this.ensemble.baseScore));
		this.#usedTrees().forEach((tree, i) => {
			addLeafValues(tree, data.x, features, null, margins, outputs, this.ensemble.treeOutput[i]!);
		});
		return { rows: data.rows, fields: [loss.answer(margins, outputs)] };
	}

	/** XGBoost's own JSON, which the real library loads. */
	toFiles(): ModelFiles {
		return { [MODEL_FILE]: writeModel(this.ensemble) };
	}

	#usedTrees(): readonly Tree[] {
		const { trees, outputs, parallelTrees, attributes } = this.ensemble;
		const best = Number(attributes['best_iteration'] ?? NaN);
		return Number.isInteger(best) && best >= 0 ? trees.slice(0, (best + 1) * outputs * parallelTrees) : trees;
	}
}
