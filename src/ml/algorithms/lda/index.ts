import type { Algorithm } from '#ml/algorithm.ts';
import { hyperparameters } from './hyperparameters.ts';
import { badModel, readModel } from './model-file.ts';
import { LdaModel, MODEL_FILE } from './model.ts';
import { train } from './train.ts';

/** Latent Dirichlet Allocation: topics from the moments of the corpus, polished by variational Bayes. See README.md. */
export const lda: Algorithm<typeof hyperparameters> = {
	name: 'lda',
	hyperparameters,
	check() {},
	train,
	load(files) {
		const bytes = files[MODEL_FILE];
		if (!bytes) throw badModel(`there is no file '${MODEL_FILE}' in the archive`);
		return new LdaModel(readModel(bytes));
	}
};
