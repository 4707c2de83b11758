import { expect, test } from 'vitest';
import { auc } from '#ml/metrics/auc.ts';
import { adults, fitFactors, ratings } from '#tests/support/factors.ts';
import { golden } from '#tests/support/golden.ts';

const { movietweetings, adult } = golden<{
	movietweetings: { users: number; movies: number; rmse_of_biases: number; rmse_of_factors: number };
	adult: { auc: number; accuracy: number; logloss: number };
}>('factorization-machines/reference');

const mean = (values: readonly number[]): number =>
	values.reduce((sum, each) => sum + each, 0) / values.length;

test('ratings of films: no worse than alternating least squares, on five seeds', async () => {
	const { train, test: held } = ratings();
	expect(train.columns).toBe(movietweetings.users + movietweetings.movies);
	const given = {
		predictor_type: 'regressor',
		num_factors: '8',
		epochs: '8',
		mini_batch_size: '500',
		bias_init_method: 'constant',
		bias_init_value: '7.3',
		bias_lr: '0.005',
		bias_wd: '0',
		linear_lr: '0.03',
		linear_wd: '0.0003',
		factors_lr: '0.003',
		factors_wd: '0.001',
		factors_init_sigma: '0.02'
	};
	const errors: number[] = [];
	for (const seed of [1, 2, 3, 4, 5]) {
		errors.push((await fitFactors(given, train, { test: held }, seed)).metric('test rmse <loss>'));
	}
	expect(mean(errors)).toBeLessThan(movietweetings.rmse_of_factors);
	expect(mean(errors)).toBeLessThan(movietweetings.rmse_of_biases);
});

test('incomes: better than logistic regression over the same columns, on five seeds', async () => {
	const { train, test: held } = adults();
	const given = {
		predictor_type: 'binary_classifier',
		num_factors: '8',
		epochs: '5',
		mini_batch_size: '500',
		bias_lr: '0.02',
		linear_lr: '0.02',
		linear_wd: '0.0001',
		factors_lr: '0.003',
		factors_wd: '0.001',
		factors_init_sigma: '0.05'
	};
	const found: Record<'auc' | 'accuracy' | 'logloss', number[]> = { auc: [], accuracy: [], logloss: [] };
	for (const seed of [1, 2, 3, 4, 5]) {
		const { model, metric } = await fitFactors(given, train, { test: held }, seed);
		found.auc.push(auc(held.labels!, model.predict(held).fields[0]!.values));
		found.accuracy.push(metric('test binary_classification_accuracy <score>'));
		found.logloss.push(metric('test binary_classification_cross_entropy <loss>'));
	}
	expect(mean(found.auc)).toBeGreaterThan(adult.auc + 0.005);
	expect(mean(found.accuracy)).toBeGreaterThan(adult.accuracy);
	expect(mean(found.logloss)).toBeLessThan(adult.logloss);
});
