import { logistic, squaredError } from './loss-pointwise.ts';
import { softmax } from './loss-softmax.ts';
import type { Loss } from './loss.ts';

/** The loss of an objective by name, or null for one that is not simulated. */
export function lossOf(objective: string, scalePosWeight = 1): Loss | null {
	switch (objective) {
		case 'reg:squarederror':
		case 'reg:linear':
			return squaredError(scalePosWeight);
		case 'reg:logistic':
		case 'binary:logistic':
			return logistic(objective, scalePosWeight);
		case 'multi:softmax':
		case 'multi:softprob':
			return softmax(objective);
		default:
			return null;
	}
}
