import type { Algorithm } from '#ml/algorithm.ts';
import { checkHyperparameters, hyperparameters } from './hyperparameters.ts';
import { badModel, readModel } from './model-file.ts';
import { LinearModel, MODEL_FILE } from './model.ts';
import { train } from './train.ts';

/** Linear Learner: linear models of several losses, trained side by side by mini-batches. See README.md. */
export const linearLearner: Algorithm<typeof hyperparameters> = {
	name: 'linear-learner',
	hyperparameters,
	check: checkHyperparameters,
	train,
	load(files) {
		const bytes = files[MODEL_FILE];
		if (!bytes) throw badModel(`there is no file '${MODEL_FILE}' in the archive`);
		return new LinearModel(readModel(bytes));
	}
};
