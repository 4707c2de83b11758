import type { XGBoostHyperparameters } from './hyperparameters.ts';
import { WITHOUT_EFFECT } from './hyperparameters/container.ts';

/** Tells what the learner may not expect of the hyperparameters that were given. */
export function logRemarks(
	p: XGBoostHyperparameters,
	hasValidation: boolean,
	log: (line: string) => void
): void {
	if (p.verbosity < 1 || p.silent === 1) return;
	if (p.objective === 'reg:linear') {
		log('WARNING: reg:linear is deprecated, its name is reg:squarederror now.');
	}
	if (p.scale_pos_weight !== 1 && !/^(binary:log|reg:(linear|squared|logistic))/.test(p.objective)) {
		log(`WARNING: scale_pos_weight has no effect on ${p.objective}.`);
	}
	if (p.early_stopping_rounds !== undefined && !hasValidation) {
		log(
			`WARNING: without a validation channel early_stopping_rounds has no effect: all ${p.num_round} rounds run.`
		);
	}
	if (p._num_cv_round !== undefined && p._kfold === undefined) {
		log('WARNING: _num_cv_round has no effect without _kfold.');
	}
	for (const [name, reason] of Object.entries(WITHOUT_EFFECT)) {
		if (p[name as keyof typeof WITHOUT_EFFECT] === undefined) continue;
		log(`INFO: ${name} has no effect here: ${reason}.`);
	}
}
