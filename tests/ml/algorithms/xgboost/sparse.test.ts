import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { parseLibsvm } from '#ml/data/parse-libsvm.ts';
import { sparseOf } from '#ml/data/sparse-rows.ts';
import { withMissing } from '#tests/support/datasets.ts';
import { farthest, fit } from '#tests/support/fit.ts';
import { golden } from '#tests/support/golden.ts';
import { wideLibsvm } from '#tests/support/wide-libsvm.ts';

const sparse = (data: Dataset): Dataset => ({
	...data,
	x: new Float32Array(0),
	sparse: sparseOf(data, 'missing')
});

describe('rows that leave out their missing cells are learnt, to the byte, as those that hold NaN', () => {
	const plain = withMissing();
	const dense = { ...plain, labels: plain.labels!.map((label) => Math.abs(label) + 0.1) };
	const weights = Float32Array.from({ length: dense.rows }, (_, row) => 1 + (row % 3));
	test.each<[string, Record<string, string>]>([
		['by histograms', {}],
		['by one gain at a time', { grow_policy: 'lossguide', max_leaves: '7', max_depth: '0' }],
		['by quantiles of each tree', { tree_method: 'approx', objective: 'reg:gamma' }],
		['by every value', { tree_method: 'exact', updater: 'grow_colmaker,prune', gamma: '0.5' }],
		['on drawn rows and columns', { subsample: '0.6', colsample_bytree: '0.7', colsample_bynode: '0.6' }],
		[
			'under constraints',
			{
				tree_method: 'hist',
				alpha: '0.3',
				monotone_constraints: '(1,-1)',
				interaction_constraints: '[[0,1],[2,3]]'
			}
		],
		['with dropout', { booster: 'dart', rate_drop: '0.3', seed: '4' }],
		['refreshed', { updater: 'grow_quantile_histmaker,refresh' }],
		['by a linear model', { booster: 'gblinear', alpha: '0.01' }]
	])('%s', async (_how, given) => {
		const table = { ...dense, weights };
		const both = [await fit(given, table, dense), await fit(given, sparse(table), sparse(dense))] as const;
		expect(both[1].lines).toEqual(both[0].lines);
		expect(both[1].model.toFiles()).toEqual(both[0].model.toFiles());
		expect(both[1].model.predict(sparse(dense))).toEqual(both[0].model.predict(dense));
		expect(both[1].model.contributions(sparse(dense))).toEqual(both[0].model.contributions(dense));
	});
});

test('a million columns are learnt as by XGBoost 1.7.4, in little memory', async () => {
	const { rows, columns, parameters, predictions } = golden<{
		rows: number;
		columns: number;
		parameters: Record<string, string>;
		predictions: number[];
	}>('xgboost/wide');
	const data = parseLibsvm(encodeUtf8(wideLibsvm(rows, columns)), { file: 'wide', label: 'first' });
	expect(data.x).toHaveLength(0);
	expect(data.columns).toBe(columns);
	const { model } = await fit(parameters, data);
	const answers = model.predict(data).fields[0]!.values;
	expect(farthest(answers.subarray(0, predictions.length), predictions)).toBeLessThan(2e-5);
});
