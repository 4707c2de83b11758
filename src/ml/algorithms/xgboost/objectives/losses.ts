import { aft } from './aft.ts';
import { cox } from './cox.ts';
import { hinge } from './hinge.ts';
import { gamma, poisson, POISSON_STEP, tweedie } from './log-link.ts';
import type { Loss, LossOptions } from './loss.ts';
import { ranking } from './ranking.ts';
import { absoluteError, pseudoHuber, squaredLogError } from './robust.ts';
import { softmax } from './softmax.ts';
import { logistic, squaredError } from './squared-and-logistic.ts';

const DEFAULTS: LossOptions = {
	scalePosWeight: 1,
	tweedieVariancePower: 1.5,
	maxDeltaStep: undefined,
	aftDistribution: 'normal',
	aftScale: 1,
	classes: 0
};

/** The loss of an objective by name, or null where there is none of that name. */
export function lossOf(objective: string, options: Partial<LossOptions> = {}): Loss | null {
	const { scalePosWeight, tweedieVariancePower, maxDeltaStep, aftDistribution, aftScale, classes } = {
		...DEFAULTS,
		...options
	};
	switch (objective) {
		case 'reg:squarederror':
		case 'reg:linear':
			return squaredError(scalePosWeight);
		case 'reg:logistic':
		case 'binary:logistic':
		case 'binary:logitraw':
			return logistic(objective, scalePosWeight);
		case 'reg:squaredlogerror':
			return squaredLogError(scalePosWeight);
		case 'reg:pseudohubererror':
			return pseudoHuber();
		case 'reg:absoluteerror':
			return absoluteError();
		case 'reg:gamma':
			return gamma();
		case 'reg:tweedie':
			return tweedie(tweedieVariancePower);
		case 'count:poisson':
			return poisson(maxDeltaStep ?? POISSON_STEP);
		case 'binary:hinge':
			return hinge();
		case 'survival:cox':
			return cox();
		case 'survival:aft':
			return aft(aftDistribution, aftScale);
		case 'rank:pairwise':
		case 'rank:ndcg':
		case 'rank:map':
			return ranking(objective);
		case 'multi:softmax':
		case 'multi:softprob':
			return softmax(objective, classes);
		default:
			return null;
	}
}
