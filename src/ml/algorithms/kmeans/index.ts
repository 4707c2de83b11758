import type { Algorithm } from '#ml/algorithm.ts';
import { checkHyperparameters, hyperparameters } from './hyperparameters.ts';
import { KMeansModel } from './model.ts';
import { train } from './train.ts';

/** K-Means: clusters around centres, found in one or few passes over the rows. See README.md. */
export const kmeans: Algorithm<typeof hyperparameters> = {
	name: 'kmeans',
	hyperparameters,
	check: checkHyperparameters,
	train,
	load: (files) => KMeansModel.fromFiles(files)
};
