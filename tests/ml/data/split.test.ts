import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { trainTestSplit } from '#ml/data/split.ts';

test('the parts are disjoint and make up the whole', () => {
	const { train, test } = trainTestSplit(10, { testSize: 0.3, seed: 1 });
	expect(test).toHaveLength(3);
	expect([...train, ...test].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('the same seed gives the same split, another seed another', () => {
	const split = (seed: number): number[] => trainTestSplit(50, { seed }).test;
	expect(split(4)).toEqual(split(4));
	expect(split(4)).not.toEqual(split(5));
	expect(trainTestSplit(50, { rng: new Rng(4) }).test).toEqual(split(4));
});

test('rows themselves can be split; the list given stays as it was', () => {
	const rows = ['a', 'b', 'c', 'd'];
	const { train, test } = trainTestSplit(rows, { testSize: 1 });
	expect([...train, ...test].sort()).toEqual(rows);
	expect(rows).toEqual(['a', 'b', 'c', 'd']);
});

test('a share is rounded up to whole rows', () => {
	expect(trainTestSplit(506, { testSize: 0.2 }).test).toHaveLength(102);
});

test.each([0, -1, 4, 5, 1.5, NaN])('testSize %d of 4 rows is refused', (testSize) => {
	expect(() => trainTestSplit(4, { testSize })).toThrow(`testSize ${testSize}`);
});
