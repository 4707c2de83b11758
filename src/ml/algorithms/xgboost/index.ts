import type { Algorithm } from '#ml/algorithm.ts';
import { hyperparameters } from './hyperparameters.ts';
import { checkHyperparameters } from './hyperparameters/check.ts';
import { crossValidate } from './cross-validate.ts';
import { FoldedModel, foldFiles } from './folded-model.ts';
import { MODEL_FILE, XGBoostModel } from './model.ts';
import { badModel } from './files/model-fields.ts';
import { readModel } from './files/read-model.ts';
import { boost } from './train.ts';
import { createShardHelper } from './trees/shard-helper.ts';

/** XGBoost: gradient boosted trees, second order, on histograms. See README.md. */
export const xgboost: Algorithm<typeof hyperparameters> = {
	name: 'xgboost',
	hyperparameters,
	check: checkHyperparameters,
	async train(task) {
		if (task.hyperparameters._kfold !== undefined) return crossValidate(task);
		return (await boost(task))?.model ?? null;
	},
	createHelper: createShardHelper,
	load(files) {
		// As AWS's container does: a model of any name, where it is the only file beside the learner's code.
		const folds = foldFiles(files);
		if (folds.length > 0) return new FoldedModel(folds.map((bytes) => new XGBoostModel(readModel(bytes))));
		const others = Object.keys(files).filter((name) => !name.startsWith('code/'));
		const bytes = files[MODEL_FILE] ?? (others.length === 1 ? files[others[0]!] : undefined);
		if (!bytes) throw badModel(`there is no file '${MODEL_FILE}' in the archive`);
		return new XGBoostModel(readModel(bytes));
	}
};
