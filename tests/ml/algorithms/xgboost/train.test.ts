import { describe, expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { decodeUtf8 } from '#base/bytes.ts';
import { xgboost } from '#ml/algorithms/xgboost/index.ts';
import type { XGBoostModel } from '#ml/algorithms/xgboost/model.ts';
import { concatRows, takeRows, type Dataset } from '#ml/data/dataset.ts';
import { parseHyperparameters } from '#ml/hyperparameters/parse.ts';
import { breastCancer, planted, tableOf, withMissing } from '#tests/support/datasets.ts';
import { farthest, fit, metricIn } from '#tests/support/fit.ts';

const easy = planted(300, 4, 1);
const text = (model: XGBoostModel): string => decodeUtf8(model.toFiles()['xgboost-model']!);

function shuffled(data: Dataset): { order: Int32Array; data: Dataset } {
	const order = new Rng(2).shuffle(Int32Array.from({ length: data.rows }, (_, i) => i));
	return { order, data: takeRows(data, order) };
}

describe('invariances', () => {
	test('the order of rows changes nothing without row sampling', async () => {
		for (const table of [easy, withMissing()]) {
			const { model } = await fit({}, table);
			const { model: other } = await fit({}, shuffled(table).data);
			expect(text(other)).toBe(text(model));
		}
	});

	test('a rising transform of a column leaves the predictions as they are', async () => {
		const { model } = await fit({}, easy);
		const bent = easy.x.map((value, i) => (i % 4 === 1 ? Math.fround(Math.exp(value)) : value));
		const { model: other } = await fit({}, { ...easy, x: bent });
		expect(other.predict({ ...easy, x: bent }).fields[0]!.values).toEqual(
			model.predict(easy).fields[0]!.values
		);
	});

	test('every row twice is the same as every row of weight 2', async () => {
		const twice = concatRows([easy, easy]);
		const heavy = { ...easy, weights: new Float32Array(easy.rows).fill(2) };
		const { model } = await fit({}, twice);
		const { model: other } = await fit({}, heavy);
		expect(
			farthest(other.predict(easy).fields[0]!.values, model.predict(easy).fields[0]!.values)
		).toBeLessThan(1e-6);
	});

	test('a row of weight 0 changes no prediction of the others', async () => {
		const odd = tableOf([[0.1, 0.2, 0.3, 0.4]], [1000]);
		const weights = new Float32Array(easy.rows + 1).fill(1);
		weights[easy.rows] = 0;
		const given = { ...concatRows([easy, odd]), weights };
		const { model } = await fit({ max_bin: '4096' }, easy);
		const { model: other } = await fit({ max_bin: '4096' }, given);
		expect(other.predict(easy).fields[0]!.values).toEqual(model.predict(easy).fields[0]!.values);
	});
});

test('the loss on the training rows never rises when eta is small', async () => {
	for (const [given, table] of [
		[{ eta: '0.1', num_round: '60' }, easy],
		[{ eta: '0.1', num_round: '40', objective: 'binary:logistic' }, breastCancer()]
	] as const) {
		const { lines } = await fit(given, table);
		const losses = metricIn(lines, given.num_round === '60' ? 'train-rmse' : 'train-logloss');
		expect(losses).toHaveLength(Number(given.num_round));
		for (let i = 1; i < losses.length; i++) expect(losses[i]).toBeLessThanOrEqual(losses[i - 1]!);
	}
});

test('a planted step is found at its place', async () => {
	const rows = Array.from({ length: 100 }, (_, i) => [i, (i * 37) % 100]);
	const table = tableOf(
		rows,
		rows.map(([i]) => (i! < 42 ? 1 : 5))
	);
	const { model } = await fit({ num_round: '1', max_depth: '1', eta: '1', lambda: '0' }, table);
	const tree = model.trees[0]!;
	expect([tree.feature[0], tree.threshold[0]]).toEqual([0, 42]);
	expect(Array.from(model.predict(table).fields[0]!.values)).toEqual(Array.from(table.labels!));
});

test('missing values learn their side, and a split may part them from all others', async () => {
	const table = tableOf([[1], [2], [3], [4], [null], [null]], [0, 0, 0, 0, 9, 9]);
	const { model } = await fit({ num_round: '1', max_depth: '1', eta: '1', lambda: '0' }, table);
	expect(Array.from(model.predict(table).fields[0]!.values)).toEqual([0, 0, 0, 0, 9, 9]);
});

describe('tables with nothing in them to learn give the base score or the mean, and end', () => {
	const flat = { eta: '1', lambda: '0', num_round: '3' };
	test.each([
		['one row', tableOf([[1, 2]], [7]), 7],
		['a constant column', tableOf([[5], [5], [5]], [1, 2, 6]), 3],
		['a missing column', tableOf([[null], [null]], [1, 3]), 2],
		['equal labels', tableOf([[1], [2], [3]], [4, 4, 4]), 4]
	])('%s', async (_title, table, expected) => {
		const { model } = await fit(flat, table);
		for (const value of model.predict(table).fields[0]!.values) expect(value).toBeCloseTo(expected, 5);
	});

	test('duplicate rows with different labels give their mean', async () => {
		const { model } = await fit(flat, tableOf([[1], [1], [2]], [2, 4, 9]));
		expect(Array.from(model.predict(tableOf([[1], [2]])).fields[0]!.values)).toEqual([3, 9]);
	});

	test('a sample that happens to be empty gives a tree without effect', async () => {
		const { model } = await fit({ subsample: '0.0001', num_round: '2' }, tableOf([[1], [2]], [3, 4]));
		expect(Array.from(model.predict(tableOf([[1]])).fields[0]!.values)).toEqual([0.5]);
	});
});

describe('early stopping', () => {
	const train = planted(120, 4, 1);
	const validation = planted(60, 4, 2);

	test('ends so many rounds after the best score and keeps the trees up to it', async () => {
		const { model, lines } = await fit(
			{ num_round: '300', early_stopping_rounds: '5', eta: '0.8' },
			train,
			validation
		);
		const scores = metricIn(lines, 'validation-rmse');
		const best = scores.indexOf(Math.min(...scores));
		expect(scores).toHaveLength(best + 6);
		expect(model.trees).toHaveLength(best + 1);
		expect(model.ensemble.attributes).toMatchObject({
			best_iteration: String(best),
			best_ntree_limit: String(best + 1)
		});
		expect(Number(model.ensemble.attributes['best_score'])).toBeCloseTo(scores[best]!, 4);
	});

	test('watches the last metric of the list, and a rising one upwards', async () => {
		const table = breastCancer();
		const halves = [0, 1].map((part) =>
			takeRows(
				table,
				Array.from({ length: table.rows }, (_, i) => i).filter((i) => i % 2 === part)
			)
		);
		const given = {
			num_round: '80',
			early_stopping_rounds: '4',
			objective: 'binary:logistic',
			eval_metric: 'logloss,auc'
		};
		const { lines, model } = await fit(given, halves[0]!, halves[1]);
		const scores = metricIn(lines, 'validation-auc');
		expect(Number(model.ensemble.attributes['best_score'])).toBeCloseTo(Math.max(...scores), 5);
		expect(scores.length).toBeLessThan(80);
	});

	test('without a validation channel says so and runs all rounds', async () => {
		const { lines } = await fit({ early_stopping_rounds: '2' }, train);
		expect(lines[0]).toBe(
			'WARNING: without a validation channel early_stopping_rounds has no effect: all 10 rounds run.'
		);
		expect(lines).toHaveLength(11);
	});
});

test('log lines have the shape from which CloudWatch reads metrics', async () => {
	const { lines } = await fit({ eval_metric: 'rmse,mae', num_round: '2' }, easy, planted(50, 4, 3));
	expect(lines).toHaveLength(2);
	expect(lines[1]).toMatch(
		/^\[1\]#011train-rmse:\d+\.\d{5}#011train-mae:\d+\.\d{5}#011validation-rmse:\d+\.\d{5}#011validation-mae:\d+\.\d{5}$/
	);
});

test('an area under the curve that is not defined is printed as nan', async () => {
	const { lines } = await fit(
		{ objective: 'binary:logistic', eval_metric: 'auc', num_round: '1' },
		tableOf([[1], [2]], [1, 1])
	);
	expect(lines).toEqual(['[0]#011train-auc:nan']);
});

test('a stop before the first round gives no model; one later gives the rounds so far', async () => {
	const train = async (rounds: number): Promise<number | null> => {
		const stop = { aborted: rounds === 0 };
		let heard = 0;
		const model = await xgboost.train({
			hyperparameters: parseHyperparameters(xgboost.hyperparameters, { num_round: '50' }),
			channels: { train: easy },
			rng: new Rng(0),
			stop,
			log: () => {
				heard++;
				stop.aborted = heard >= rounds;
			},
			breathe: () => Promise.resolve()
		});
		return model && (model as XGBoostModel).trees.length;
	};
	expect(await train(0)).toBeNull();
	expect(await train(3)).toBe(3);
});

test('a narrower validation table is widened with missing values', async () => {
	const { lines } = await fit({ num_round: '1' }, easy, tableOf([[1, 2]], [3]));
	expect(metricIn(lines, 'validation-rmse')).toHaveLength(1);
});

test.each([
	[{ ...easy, labels: null }, 'Got input data without labels.'],
	[{ ...easy, weights: new Float32Array(300).fill(-1) }, 'the weight of row 1 is -1'],
	[tableOf([], []), 'No data in train channel']
])('data that cannot be learnt from is refused', async (table, message) => {
	await expect(fit({}, table)).rejects.toThrow(message);
});
