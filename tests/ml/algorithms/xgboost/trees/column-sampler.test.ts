import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { ColumnSampler } from '#ml/algorithms/xgboost/trees/column-sampler.ts';

const sampler = (byTree: number, byLevel: number, byNode: number): ColumnSampler =>
	new ColumnSampler(20, { byTree, byLevel, byNode }, new Rng(1));

test('each set comes from the one above it and rises', () => {
	const columns = sampler(0.5, 0.5, 0.5);
	expect(columns.columns).toHaveLength(10);
	for (const depth of [0, 1, 1, 2]) {
		const drawn = Array.from(columns.at(depth));
		expect(drawn).toHaveLength(2);
		expect(drawn.every((f) => columns.columns.includes(f))).toBe(true);
		expect([...drawn].sort((a, b) => a - b)).toEqual(drawn);
	}
});

test('the nodes of a depth share its columns', () => {
	const columns = sampler(1, 0.3, 1);
	expect(columns.at(2)).toEqual(columns.at(2));
	expect(columns.at(3)).not.toEqual(columns.at(2));
});

test('there is always at least one column', () => {
	expect(sampler(0.01, 0.01, 0.01).at(0)).toHaveLength(1);
});

test('shares of 1 draw no random number', () => {
	const [used, fresh] = [new Rng(3), new Rng(3)];
	new ColumnSampler(5, { byTree: 1, byLevel: 1, byNode: 1 }, used).at(0);
	expect(used.next()).toBe(fresh.next());
});
