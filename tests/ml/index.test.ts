import { expect, test } from 'vitest';
import * as ml from '#ml/index.ts';

test('cells can import these names and no others', () => {
	expect(Object.keys(ml).sort()).toEqual([
		'auc',
		'error',
		'logloss',
		'mae',
		'merror',
		'mlogloss',
		'r2',
		'readBooster',
		'readTable',
		'rmse',
		'shingle',
		'toCsv',
		'toRecordIo',
		'trainTestSplit'
	]);
});

test('a table can be read, split, written for training, and predictions scored', () => {
	const rows = ml.readTable('medv,rm\n24,6\n21,5\n30,7\n27,6.5\n');
	const { train, test } = ml.trainTestSplit(rows, { testSize: 1, seed: 2 });
	expect(
		ml
			.toCsv(train, { columns: ['medv', 'rm'] })
			.trim()
			.split('\n')
	).toHaveLength(3);
	const truth = test.map((row) => Number(row['medv']));
	expect(ml.rmse(truth, [truth[0]! + 2])).toBe(2);
});
