import { expect, test } from 'vitest';
import { HistogramPool } from '#ml/algorithms/xgboost/trees/histogram-pool.ts';

test('a histogram that was given back is used again', () => {
	const pool = new HistogramPool(10);
	const first = pool.take();
	expect(first).toHaveLength(20);
	pool.giveBack(first);
	pool.giveBack(null);
	expect(pool.take()).toBe(first);
});

test('it is full when the histograms in use pass 256 MiB', () => {
	const pool = new HistogramPool(2 ** 22);
	const taken = [1, 2, 3, 4].map(() => pool.take());
	expect(pool.isFull).toBe(false);
	const fifth = pool.take();
	expect(pool.isFull).toBe(true);
	pool.giveBack(fifth);
	expect(pool.isFull).toBe(false);
	expect(taken).toHaveLength(4);
});
