import { expect, test } from 'vitest';
import { auc } from '#ml/metrics/auc.ts';

test('auc is 1 when every positive outscores every negative, 0 the other way round, a half for ties', () => {
	expect(auc([0, 0, 1], [1, 2, 3])).toBe(1);
	expect(auc([1, 1, 0], [1, 2, 3])).toBe(0);
	expect(auc([0, 1, 0, 1], [7, 7, 7, 7])).toBe(0.5);
});

test('auc does not change under a rising transform of the scores', () => {
	const labels = [0, 1, 0, 1, 1, 0, 1];
	const scores = [0.1, 0.9, 0.4, 0.4, 0.8, 0.3, 0.2];
	expect(auc(labels, scores.map(Math.exp))).toBe(auc(labels, scores));
});

test('auc without both classes, or with a missing score, is NaN', () => {
	expect(auc([1, 1], [1, 2])).toBeNaN();
	expect(auc([], [])).toBeNaN();
	expect(auc([0, 1], [NaN, 2])).toBeNaN();
});
