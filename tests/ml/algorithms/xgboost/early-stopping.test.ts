import { expect, test } from 'vitest';
import { EarlyStopping } from '#ml/algorithms/xgboost/early-stopping.ts';

/** Round at which it stops, and the best one. */
function follow(scores: readonly number[], patience: number, maximize: boolean): [number, number, number] {
	const stopping = new EarlyStopping(patience, maximize);
	const stop = scores.findIndex((score, round) => stopping.hear(score, round));
	return [stop, stopping.bestRound, stopping.bestScore];
}

test('stops after so many rounds without a better score', () => {
	expect(follow([5, 4, 3, 3.5, 3.2, 9], 2, false)).toEqual([4, 2, 3]);
	expect(follow([0.5, 0.7, 0.6, 0.8, 0.8], 2, true)).toEqual([-1, 3, 0.8]);
});

test('of equal scores the first is the best', () => {
	expect(follow([1, 1, 1], 2, false)).toEqual([2, 0, 1]);
});

test('a score that is no number is never better', () => {
	expect(follow([NaN, 2, NaN, NaN], 2, false)).toEqual([3, 1, 2]);
});
