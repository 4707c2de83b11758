import { UserError } from '#base/errors.ts';
import type { Model, ModelFiles, Predictions } from '#ml/algorithm.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import type { Learnt } from './boosters/booster.ts';
import { addLinear } from './boosters/gblinear.ts';
import { writeModel } from './files/write-model.ts';
import type { Loss } from './objectives/loss.ts';
import { lossOf } from './objectives/losses.ts';
import { addLeafValues, type Tree } from './trees/tree.ts';

/** All that an XGBoost model file says. */
export type Ensemble = Learnt & {
	readonly features: number;
	/** Margins per row: the number of classes, or 1. */
	readonly outputs: number;
	readonly objective: string;
	/** What the file says of the objective beside its name. */
	readonly objectiveFields: Loss['fields'];
	readonly baseScore: number;
	/** The library's own notes, such as `best_iteration`. */
	readonly attributes: Readonly<Record<string, string>>;
	/** Trees that each output gets per round; 1 save for boosted forests. */
	readonly parallelTrees: number;
};

/** Name of the file inside model.tar.gz. */
export const MODEL_FILE = 'xgboost-model';

/** A boosted model. */
export class XGBoostModel implements Model {
	readonly ensemble: Ensemble;

	constructor(ensemble: Ensemble) {
		this.ensemble = ensemble;
	}

	get features(): number {
		return this.ensemble.features;
	}

	/** All trees; none in a linear model. */
	get trees(): readonly Tree[] {
		return this.ensemble.booster === 'gblinear' ? [] : this.ensemble.trees;
	}

	/**
	 * Predictions in the objective's form: values, probabilities of class 1, class numbers, or (multi:softprob) one
	 * probability per class. Where the model says which iteration was best, only the trees up to that one count, as in
	 * SageMaker's container.
	 */
	predict(data: Dataset): Predictions {
		const loss = lossOf(this.ensemble.objective)!;
		return { rows: data.rows, fields: [loss.answer(this.margins(data), this.ensemble.outputs)] };
	}

	/** What the trees or the linear model add up to, before the objective makes predictions of it: `outputs` per row. */
	margins(data: Dataset): Float32Array {
		const { ensemble } = this;
		const { features, outputs } = ensemble;
		if (data.columns !== features) {
			throw new UserError(
				'FeatureMismatch',
				`Feature size of inference data ${data.columns} is not consistent with feature size of trained model ${features}.`,
				{ hint: 'Send the same columns as in training, in the same order, without the label.' }
			);
		}
		const margins = new Float32Array(data.rows * outputs).fill(baseMarginOf(ensemble));
		if (ensemble.booster === 'gblinear') addLinear(ensemble.linear, data, margins, outputs);
		else {
			const { trees, treeOutput, treeWeights } = ensemble;
			for (let i = 0; i < usedTrees(ensemble); i++) {
				const weight = treeWeights?.[i] ?? 1;
				addLeafValues(trees[i]!, data.x, features, null, margins, outputs, treeOutput[i]!, weight);
			}
		}
		return margins;
	}

	/** XGBoost's own JSON, which the real library loads. */
	toFiles(): ModelFiles {
		return { [MODEL_FILE]: writeModel(this.ensemble) };
	}
}

/** The margin that every row begins with. */
export function baseMarginOf({ objective, baseScore }: Ensemble): number {
	return lossOf(objective)!.marginOf(baseScore);
}

/** How many trees, from the first, count in predictions. */
export function usedTrees(ensemble: Ensemble): number {
	if (ensemble.booster === 'gblinear') return 0;
	const { trees, outputs, parallelTrees, attributes } = ensemble;
	const best = Number(attributes['best_iteration'] ?? NaN);
	if (!(Number.isInteger(best) && best >= 0)) return trees.length;
	return Math.min(trees.length, (best + 1) * outputs * parallelTrees);
}
