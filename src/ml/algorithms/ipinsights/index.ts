import type { Algorithm } from '#ml/algorithm.ts';
import { checkHyperparameters, hyperparameters } from './hyperparameters.ts';
import { badModel, readModel } from './model-file.ts';
import { IpModel, MODEL_FILE } from './model.ts';
import { train } from './train.ts';

/** IP Insights: which entities use which IPv4 addresses. See README.md. */
export const ipInsights: Algorithm<typeof hyperparameters> = {
	name: 'ipinsights',
	hyperparameters,
	check: checkHyperparameters,
	train,
	load(files) {
		const bytes = files[MODEL_FILE];
		if (!bytes) throw badModel(`there is no file '${MODEL_FILE}' in the archive`);
		return new IpModel(readModel(bytes));
	}
};
