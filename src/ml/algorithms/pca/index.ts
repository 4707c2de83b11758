import type { Algorithm } from '#ml/algorithm.ts';
import { checkHyperparameters, hyperparameters } from './hyperparameters.ts';
import { PcaModel } from './model.ts';
import { train } from './train.ts';

/** PCA: the few directions in which rows differ most. See README.md. */
export const pca: Algorithm<typeof hyperparameters> = {
	name: 'pca',
	hyperparameters,
	check: checkHyperparameters,
	train,
	load: (files) => PcaModel.fromFiles(files)
};
