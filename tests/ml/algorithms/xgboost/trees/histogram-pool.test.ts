import { expect, test } from 'vitest';
import { BinSums } from '#ml/wasm/bin-sums.ts';
import { HistogramPool } from '#ml/algorithms/xgboost/trees/histogram-pool.ts';

const sums = new BinSums({
	rows: 1,
	columns: 1,
	bins: Uint16Array.of(0),
	starts: Int32Array.of(0, 10),
	hasMissing: Uint8Array.of(0)
});

test('a histogram that was given back is used again', () => {
	const pool = new HistogramPool(sums, 10);
	const first = pool.take();
	pool.giveBack(first);
	pool.giveBack(null);
	expect(pool.take()).toBe(first);
});

test('it is full when the histograms in use pass 256 MiB', () => {
	const pool = new HistogramPool(sums, 2 ** 22);
	const taken = [1, 2, 3, 4].map(() => pool.take());
	expect(pool.isFull).toBe(false);
	const fifth = pool.take();
	expect(pool.isFull).toBe(true);
	pool.giveBack(fifth);
	expect(pool.isFull).toBe(false);
	expect(taken).toHaveLength(4);
});
