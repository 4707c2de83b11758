import { expect, test } from 'vitest';
import { binTable } from '#ml/algorithms/xgboost/trees/binning.ts';
import { tableOf, withMissing } from '#tests/support/datasets.ts';

test('a value lies below the end of its bin and not below the one before', () => {
	const data = withMissing();
	const table = binTable(data, 16);
	for (let i = 0; i < data.x.length; i++) {
		const f = i % data.columns;
		const bin = table.bins[i]! - table.starts[f]!;
		const { ends } = table.cuts[f]!;
		if (Number.isNaN(data.x[i]!)) {
			expect(bin).toBe(ends.length);
		} else {
			expect(data.x[i]).toBeLessThan(ends[bin]!);
			if (bin > 0) expect(data.x[i]).toBeGreaterThanOrEqual(ends[bin - 1]!);
		}
	}
});

test('only columns with missing values have a bin for them', () => {
	const table = binTable(
		tableOf([
			[1, null, null],
			[2, 5, null]
		]),
		256
	);
	expect(Array.from(table.hasMissing)).toEqual([0, 1, 1]);
	expect(Array.from(table.starts)).toEqual([0, 2, 4, 5]);
	expect(Array.from(table.bins)).toEqual([0, 3, 4, 1, 2, 4]);
});

test('more than 65536 bins in all are numbered too', () => {
	const columns = 3;
	const x = Float32Array.from({ length: 30_000 * columns }, (_, i) => i);
	const table = binTable({ rows: 30_000, columns, x, labels: null, weights: null }, 65_535);
	expect(table.starts[columns]).toBe(90_000);
	expect(table.bins[table.bins.length - 1]).toBe(89_999);
});
