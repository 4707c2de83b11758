import type { Algorithm } from '#ml/algorithm.ts';
import { readFiles } from './files.ts';
import { checkHyperparameters, hyperparameters } from './hyperparameters.ts';
import { train } from './train.ts';

/** k-NN: a sample of the rows in an index that finds the nearest. See README.md. */
export const knn: Algorithm<typeof hyperparameters> = {
	name: 'knn',
	hyperparameters,
	check: checkHyperparameters,
	train,
	load: readFiles
};
