import type { Algorithm } from '#ml/algorithm.ts';
import { badModel, readForest } from './forest-file.ts';
import { hyperparameters } from './hyperparameters.ts';
import { ForestModel, MODEL_FILE } from './model.ts';
import { train } from './train.ts';

/** Random Cut Forest: how strange a point is, by trees of random cuts. See README.md. */
export const randomCutForest: Algorithm<typeof hyperparameters> = {
	name: 'randomcutforest',
	hyperparameters,
	check() {
		// No rule goes across hyperparameters.
	},
	train,
	load(files) {
		const bytes = files[MODEL_FILE];
		if (!bytes) throw badModel(`there is no file '${MODEL_FILE}' in the archive`);
		const { features, trees } = readForest(bytes);
		return new ForestModel(features, trees);
	}
};
