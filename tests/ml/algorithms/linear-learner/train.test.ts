import { describe, expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { readModel, writeModel } from '#ml/algorithms/linear-learner/model-file.ts';
import { takeRows, type Dataset } from '#ml/data/dataset.ts';
import { sparseOf } from '#ml/data/sparse-rows.ts';
import { planted, tableOf } from '#tests/support/datasets.ts';
import { fitLinear } from '#tests/support/linear.ts';

const REGRESSOR = { predictor_type: 'regressor', num_models: '1' };
const BINARY = { predictor_type: 'binary_classifier', num_models: '1' };

function predicted(values: Iterable<number>): number[] {
	return Array.from(values);
}

describe('strange tables', () => {
	test('one row is learnt by heart', async () => {
		const table = tableOf([[1, 2]], [7]);
		const { model } = await fitLinear(REGRESSOR, table);
		expect(model.predict(table).fields[0]!.values[0]).toBeCloseTo(7, 1);
	});

	test('constant columns and columns of zeros have no weight', async () => {
		const base = planted(80, 3, 1);
		const wide = tableOf(
			Array.from({ length: 80 }, (_, i) => [5, ...base.x.subarray(i * 3, i * 3 + 3), 0, 0.1]),
			base.labels!
		);
		const { model } = await fitLinear(REGRESSOR, wide);
		const { weights } = model.parameters;
		expect([weights[0], weights[4], weights[5]]).toEqual([0, 0, 0]);
		expect(weights[1]).not.toBe(0);
	});

	test.each([0, 1])('labels that are all %d are what is predicted', async (label) => {
		const table = { ...planted(60, 3, 1), labels: new Float32Array(60).fill(label) };
		const binary = await fitLinear({ ...BINARY, epochs: '50' }, table);
		expect(predicted(binary.model.predict(table).fields[1]!.values)).toEqual(predicted(table.labels));
		const { model } = await fitLinear({ ...REGRESSOR, epochs: '50', mini_batch_size: '6' }, table);
		for (const value of model.predict(table).fields[0]!.values)
			expect(Math.abs(value - label)).toBeLessThan(0.1);
	});

	test('rows that come twice weigh twice: the optimum is that of weights', async () => {
		const table = planted(60, 3, 1);
		const long = {
			...REGRESSOR,
			epochs: '200',
			early_stopping_patience: '201',
			wd: '0',
			l1: '0',
			learning_rate: '0.1'
		};
		const twice = takeRows(
			table,
			Array.from({ length: 120 }, (_, i) => i % 60)
		);
		const [one, two] = [await fitLinear(long, table), await fitLinear(long, twice)];
		const [a, b] = [one.model.predict(table).fields[0]!.values, two.model.predict(table).fields[0]!.values];
		for (const [i, value] of a.entries()) expect(value).toBeCloseTo(b[i]!, 1);
	});

	test('sparse rows are learnt as dense ones are', async () => {
		const dense = planted(90, 4, 2);
		const labels = dense.labels!.map((label) => Number(label > 1));
		const table = { ...dense, x: dense.x.map((value) => (value < 0 ? 0 : value)), labels };
		const sparse = { ...table, x: new Float32Array(0), sparse: sparseOf(table) };
		const given = { ...BINARY, unbias_data: 'true', mini_batch_size: '30' };
		const [one, two] = [await fitLinear(given, table), await fitLinear(given, sparse)];
		const [a, b] = [one.model.predict(table).fields[0]!.values, two.model.predict(sparse).fields[0]!.values];
		for (const [i, value] of a.entries()) expect(value).toBeCloseTo(b[i]!, 4);
	});

	test('a million sparse columns are learnt, the informative ones found', async () => {
		const columns = 1_000_000;
		const rows = 400;
		const rng = new Rng(5);
		const labels = Float32Array.from({ length: rows }, () => rng.below(2));
		const places = Uint32Array.from({ length: rows * 8 }, (_, i) =>
			i % 8 === 0 ? (labels[i / 8] === 1 ? 999_999 : 3) : 10 + rng.below(columns - 20)
		);
		const starts = Uint32Array.from({ length: rows + 1 }, (_, row) => row * 8);
		const sparse = { starts, places, values: new Float32Array(rows * 8).fill(1) };
		const table: Dataset = { rows, columns, x: new Float32Array(0), sparse, labels, weights: null };
		const { model, metric } = await fitLinear(
			{ ...BINARY, epochs: '5', mini_batch_size: '50', l1: '0.01', wd: '0', learning_rate: '0.1' },
			takeRows(
				table,
				Array.from({ length: 300 }, (_, i) => i)
			),
			{
				test: takeRows(
					table,
					Array.from({ length: 100 }, (_, i) => 300 + i)
				)
			}
		);
		expect(metric('test binary_classification_accuracy <score>')).toBe(1);
		expect(model.parameters.weights[999_999]).toBeGreaterThan(0);
		expect(model.parameters.weights[3]).toBeLessThan(0);
	});
});

describe('is refused', () => {
	const table = tableOf([[1], [2], [3]], [0, 1, 2]);

	test.each([
		['beyond the rows that the scaler sees', { num_point_for_scaler: '10' }],
		['among those', {}],
		['with features left where they are', { unbias_data: 'false', normalize_data: 'false' }]
	])('what is no number, or infinite, wherever it stands, %s', async (_, given) => {
		const base = planted(700, 5, 1);
		for (const [value, at] of [
			[NaN, 3 * 5],
			[Infinity, 699 * 5 + 4],
			[-Infinity, 350 * 5 + 2]
		] as const) {
			// The third column is constant but for that, and would have no weight.
			const x = base.x.map((old, i) => (i === at ? value : i % 5 === 2 ? 4 : old));
			await expect(fitLinear({ ...REGRESSOR, ...given }, { ...base, x })).rejects.toMatchObject({
				code: 'MissingValue',
				message: `Channel 'train', row ${Math.floor(at / 5) + 1}: feature ${(at % 5) + 1} has no value.`
			});
		}
	});

	test.each([
		['a label beyond two classes', BINARY, table, 'BadLabel', 'row 3: the label is 2'],
		['a label that is no number', REGRESSOR, tableOf([[1]], [NaN]), 'BadLabel', 'needs a number'],
		['no label', REGRESSOR, tableOf([[1]]), 'MissingLabel', "Unable to read data channel 'train'"],
		['a missing value', REGRESSOR, tableOf([[1], [null]], [1, 2]), 'MissingValue', 'row 2: feature 1'],
		[
			'a batch larger than the table',
			{ ...REGRESSOR, mini_batch_size: '4' },
			table,
			'EmptyChannel',
			'No training data processed. Either the training channel is empty or the mini-batch size is too high.'
		],
		[
			'several classes without their number',
			{ predictor_type: 'multiclass_classifier' },
			table,
			'MissingHyperparameter',
			"'num_classes' should be set to a value greater than 2."
		],
		['a loss of another kind', { ...REGRESSOR, loss: 'logistic' }, table, 'InvalidHyperparameter', 'loss'],
		[
			'a metric of another kind',
			{ ...REGRESSOR, _tuning_objective_metric: 'validation:recall' },
			table,
			'InvalidHyperparameter',
			'validation:recall'
		]
	] as const)('%s', async (_, given, data, code, words) => {
		const refused = fitLinear(given, data);
		await expect(refused).rejects.toMatchObject({ kind: 'user', code });
		await expect(refused).rejects.toThrow(words);
	});

	test('a step so large that the loss is no number', async () => {
		const huge = { ...REGRESSOR, optimizer: 'sgd', learning_rate: '1e300', normalize_data: 'false' };
		await expect(fitLinear(huge, planted(40, 3, 1))).rejects.toMatchObject({ code: 'Diverged' });
	});

	test('validation rows of another width', async () => {
		const other = { validation: tableOf([[1, 2]], [1]) };
		await expect(fitLinear(REGRESSOR, table, other)).rejects.toMatchObject({ code: 'FeatureMismatch' });
	});
});

test('what has no effect is told of', async () => {
	const { lines } = await fitLinear(
		{ ...BINARY, num_classes: '3', normalize_label: 'true' },
		tableOf([[1], [2]], [0, 1])
	);
	expect(lines.filter((line) => line.startsWith('WARNING'))).toEqual([
		'WARNING: num_classes has no effect with predictor_type binary_classifier.',
		'WARNING: normalize_label has no effect with predictor_type binary_classifier.'
	]);
});

describe("a model's file", () => {
	test('is read back as it was, and refused where it is cut, changed or another', async () => {
		const { model } = await fitLinear(REGRESSOR, planted(40, 3, 1));
		const bytes = writeModel(model.parameters);
		expect(readModel(bytes)).toEqual(model.parameters);
		expect(() => readModel(bytes.subarray(0, bytes.length - 1))).toThrow('its numbers are cut off');
		expect(() => readModel(bytes.subarray(1))).toThrow('it does not begin as a model of Linear Learner');
		const changed = bytes.slice();
		changed.set([33], 14);
		expect(() => readModel(changed)).toThrow(/its header/);
	});
});
