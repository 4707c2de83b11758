import { UserError } from '#base/errors.ts';
import type { Model, ModelFiles, Predictions } from '#ml/algorithm.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { addLinear } from './boosters/gblinear.ts';
import { baseMarginsOf, usedTrees, type Ensemble } from './ensemble.ts';
import { contributionsOf } from './explain/contributions.ts';
import { importanceOf, type ImportanceKind } from './explain/importance.ts';
import { writeModel } from './files/write-model.ts';
import { lossOf } from './objectives/losses.ts';
import { selectedFields } from './selected-fields.ts';
import { addLeafValues, type Tree } from './trees/tree.ts';

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

	select(data: Dataset, keys: readonly string[]): Predictions {
		const { objective, outputs } = this.ensemble;
		const score = this.predict(data).fields[0]!;
		return { rows: data.rows, fields: selectedFields(objective, outputs, score.values, keys) };
	}

	/** SHAP values, columns then bias: rows · outputs · (features + 1). They add up to the margins. */
	contributions(data: Dataset): Float32Array {
		return contributionsOf(this.ensemble, data);
	}

	/** How much each column has to do with the trees. */
	importance(kind: ImportanceKind = 'weight'): Float64Array {
		return importanceOf(this.trees, this.features, kind);
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
		const base = baseMarginsOf(ensemble);
		const margins = new Float32Array(data.rows * outputs).map((_, i) => base[i % outputs]!);
		if (ensemble.booster === 'gblinear') addLinear(ensemble.linear, data, margins, outputs);
		else {
			const { trees, treeOutput, treeWeights } = ensemble;
			for (let i = 0; i < usedTrees(ensemble); i++) {
				const weight = treeWeights?.[i] ?? 1;
				addLeafValues(trees[i]!, data, null, margins, outputs, treeOutput[i]!, weight);
			}
		}
		return margins;
	}

	/** XGBoost's own JSON, which the real library loads. */
	toFiles(): ModelFiles {
		return { [MODEL_FILE]: writeModel(this.ensemble) };
	}
}
