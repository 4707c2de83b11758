import { checkUnitInterval } from './labels.ts';
import type { Loss } from './loss.ts';
import { identity, pointwise } from './pointwise.ts';

/** Smallest normal 32-bit float: rows on the right side pull at nothing, but their leaf may be divided by. */
const LEAST = 2 ** -126;

/** max(0, 1 − m·(2y − 1)); the answer is the class, 0 or 1. */
export function hinge(): Loss {
	const isWrong = (margin: number, label: number): boolean => margin * (2 * label - 1) < 1;
	return pointwise(
		'binary:hinge',
		'error',
		checkUnitInterval,
		{ predict: (margin) => (margin > 0 ? 1 : 0), marginOf: identity.marginOf },
		{
			gradient: (margin, label) => (isWrong(margin, label) ? 1 - 2 * label : 0),
			hessian: (margin, label) => (isWrong(margin, label) ? 1 : LEAST)
		}
	);
}
