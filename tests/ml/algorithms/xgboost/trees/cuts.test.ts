import { expect, test } from 'vitest';
import { cutColumn } from '#ml/algorithms/xgboost/trees/cuts.ts';

test('few distinct values each begin a bin; the last end lies above all of them', () => {
	const { ends, floor } = cutColumn(Float32Array.of(3, 1, 2, 1), null, 256);
	expect(Array.from(ends.subarray(0, 2))).toEqual([2, 3]);
	expect(ends).toHaveLength(3);
	expect(ends[2]).toBeGreaterThan(3);
	expect(floor).toBeLessThan(1);
});

test('many values are cut into at most max_bin bins of nearly equal weight', () => {
	const values = Float32Array.from({ length: 10_000 }, (_, i) => Math.fround(Math.sqrt(i)));
	const { ends } = cutColumn(values.slice(), null, 16);
	expect(ends.length).toBe(16);
	const counts = new Array<number>(16).fill(0);
	for (const value of values) counts[ends.findIndex((end) => value < end)]!++;
	for (const count of counts) expect(Math.abs(count - 625)).toBeLessThan(60);
});

test('weights move the cuts as repeated rows do', () => {
	const values = Float32Array.from({ length: 300 }, (_, i) => i);
	const weights = values.map((value) => (value < 30 ? 10 : 1));
	const repeated = Float32Array.from(
		Array.from(values).flatMap((value) => new Array<number>(value < 30 ? 10 : 1).fill(value))
	);
	expect(cutColumn(values, weights, 8).ends).toEqual(cutColumn(repeated, null, 8).ends);
});

test('a constant column has one bin, a column of nothing none', () => {
	expect(cutColumn(Float32Array.of(5, 5), null, 256).ends).toHaveLength(1);
	expect(cutColumn(new Float32Array(0), null, 256).ends).toHaveLength(0);
});

test('negative and zero values lie between the floor and the last end', () => {
	for (const value of [-7, 0, -1e-30]) {
		const { ends, floor } = cutColumn(Float32Array.of(value), null, 4);
		expect(floor).toBeLessThan(value);
		expect(ends[0]).toBeGreaterThan(value);
	}
});
