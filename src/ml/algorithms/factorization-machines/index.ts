import type { Algorithm } from '#ml/algorithm.ts';
import { checkHyperparameters, hyperparameters } from './hyperparameters.ts';
import { badModel, readModel } from './model-file.ts';
import { FactorModel, MODEL_FILE } from './model.ts';
import { train } from './train.ts';

/** Factorization Machines: a weight for each feature and for each pair of features. See README.md. */
export const factorizationMachines: Algorithm<typeof hyperparameters> = {
	name: 'factorization-machines',
	hyperparameters,
	check: checkHyperparameters,
	train,
	load(files) {
		const bytes = files[MODEL_FILE];
		if (!bytes) throw badModel(`there is no file '${MODEL_FILE}' in the archive`);
		const { type, parameters } = readModel(bytes);
		return new FactorModel(type, parameters);
	}
};
