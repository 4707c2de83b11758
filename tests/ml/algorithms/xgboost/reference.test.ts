import { expect, test } from 'vitest';
import type { Dataset } from '#ml/data/dataset.ts';
import { rmse } from '#ml/metrics/rmse.ts';
import { XGBoostModel } from '#ml/algorithms/xgboost/model.ts';
import { readModel } from '#ml/algorithms/xgboost/files/read-model.ts';
import { encodeUtf8 } from '#base/bytes.ts';
import { boston, withMissing } from '#tests/support/datasets.ts';
import { farthest, fit, metricIn } from '#tests/support/fit.ts';
import { golden } from '#tests/support/golden.ts';

/** Hyperparameters of the course's lesson. */
const COURSE = {
	max_depth: '5',
	eta: '0.2',
	gamma: '4',
	min_child_weight: '6',
	num_round: '200',
	early_stopping_rounds: '10'
};

interface BostonReference {
	readonly sampled: { readonly seeds: number; readonly mean: number };
	readonly whole: { test_rmse: number; best_iteration: number; train: number[]; validation: number[] };
}

test('the mean test error on Boston housing over seeds is within 3 % of the library', async () => {
	const { sampled } = golden<BostonReference>('xgboost/boston');
	const { train, test } = boston();
	const errors: number[] = [];
	for (let seed = 0; seed < sampled.seeds; seed++) {
		const { model } = await fit(
			{ ...COURSE, objective: 'reg:linear', subsample: '0.8', seed: String(seed) },
			train,
			test
		);
		errors.push(rmse(test.labels!, model.predict(test).fields[0]!.values));
	}
	const mean = errors.reduce((sum, each) => sum + each, 0) / errors.length;
	expect(Math.abs(mean / sampled.mean - 1)).toBeLessThan(0.03);
});

test('without row sampling every round on Boston housing has the errors of the library', async () => {
	const { whole } = golden<BostonReference>('xgboost/boston');
	const { train, test } = boston();
	const { model, lines } = await fit(COURSE, train, test);
	expect(farthest(metricIn(lines, 'train-rmse'), whole.train)).toBeLessThan(2e-5);
	expect(farthest(metricIn(lines, 'validation-rmse'), whole.validation)).toBeLessThan(2e-5);
	expect(model.ensemble.attributes['best_iteration']).toBe(String(whole.best_iteration));
	expect(rmse(test.labels!, model.predict(test).fields[0]!.values)).toBeCloseTo(whole.test_rmse, 5);
});

interface Gains {
	readonly weights: number[];
	readonly cases: Record<
		string,
		{ parameters: Record<string, number | string>; model: unknown; predictions: number[] }
	>;
}

const gains = golden<Gains>('xgboost/gains');

test.each(Object.keys(gains.cases))('the trees under «%s» are those of the library', async (name) => {
	const { parameters, model: reference, predictions } = gains.cases[name]!;
	const strings = Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, String(value)]));
	const { model } = await fit({ ...strings, num_round: '3' }, tableFor(name));
	const expected = new XGBoostModel(readModel(encodeUtf8(JSON.stringify(reference))));
	model.trees.forEach((tree, i) => {
		expect(Array.from(tree.feature)).toEqual(Array.from(expected.trees[i]!.feature));
		expect(Array.from(tree.left)).toEqual(Array.from(expected.trees[i]!.left));
		expect(farthest(tree.threshold, expected.trees[i]!.threshold)).toBeLessThan(1e-4);
		expect(farthest(tree.cover, expected.trees[i]!.cover)).toBeLessThan(1e-4);
		expect(farthest(tree.gain, expected.trees[i]!.gain)).toBeLessThan(1e-3);
	});
	expect(farthest(model.predict(withMissing()).fields[0]!.values, predictions)).toBeLessThan(1e-5);
});

function tableFor(name: string): Dataset {
	const table = withMissing();
	if (name === 'weights') return { ...table, weights: Float32Array.from(gains.weights) };
	if (name === 'logistic') return { ...table, labels: table.labels!.map((y) => Number(y > 0)) };
	return table;
}
