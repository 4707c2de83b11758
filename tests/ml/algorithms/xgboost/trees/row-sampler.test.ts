import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { drawRows } from '#ml/algorithms/xgboost/trees/row-sampler.ts';

test('drawn rows and those left make up the whole, both rising', () => {
	const { drawn: list, left } = drawRows(1000, 0.7, new Rng(1));
	const drawn = list!;
	expect(Math.abs(drawn.length - 700)).toBeLessThan(50);
	expect(drawn).toEqual(drawn.slice().sort());
	expect(left).toEqual(left.slice().sort());
	expect(new Set([...drawn, ...left]).size).toBe(1000);
});

test('a share of 1 takes all rows and draws no random number', () => {
	const [used, fresh] = [new Rng(3), new Rng(3)];
	const { drawn, left } = drawRows(4, 1, used);
	expect(drawn).toBeNull();
	expect(left).toHaveLength(0);
	expect(used.next()).toBe(fresh.next());
});
