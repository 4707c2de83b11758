import { describe, expect, test } from 'vitest';
import { takeRows, type Dataset } from '#ml/data/dataset.ts';
import { boston, breastCancer, iris } from '#tests/support/datasets.ts';
import { golden } from '#tests/support/golden.ts';
import { fitLinear } from '#tests/support/linear.ts';

interface Facts {
	readonly rmse: number;
	readonly mae: number;
	readonly train_mse: number;
	readonly train_mae: number;
	readonly predictions: number[];
}

interface Reference {
	readonly boston: {
		readonly squared: Facts;
		readonly absolute: Facts;
		readonly ridge: Facts;
		readonly lasso: Facts & { readonly zeros: number[] };
		readonly quantiles: Readonly<Record<'0.1' | '0.9', Facts & { train_loss: number }>>;
	};
	readonly breastCancer: {
		accuracy: number;
		auc: number;
		logloss: number;
		train_logloss: number;
		probabilities: number[];
	};
	readonly iris: {
		accuracy: number;
		logloss: number;
		top_2: number;
		dcg: number;
		macro_f_2: number;
		probabilities: number[][];
	};
}

const reference = golden<Reference>('linear-learner/reference');
/** Long enough to come as near to the optimum as mini-batches do. */
const LONG = {
	num_models: '1',
	epochs: '250',
	early_stopping_patience: '251',
	mini_batch_size: '32',
	learning_rate: '0.05',
	wd: '0',
	l1: '0'
};
const SEEDS = [0, 1, 2, 3, 4];

function parts(data: Dataset): { train: Dataset; test: Dataset } {
	const rows = Array.from({ length: data.rows }, (_, i) => i);
	return {
		train: takeRows(
			data,
			rows.filter((i) => i % 5 !== 4)
		),
		test: takeRows(
			data,
			rows.filter((i) => i % 5 === 4)
		)
	};
}

/** Mean and standard deviation. */
function spread(values: readonly number[]): { mean: number; deviation: number } {
	const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
	const squares = values.reduce((sum, each) => sum + (each - mean) ** 2, 0);
	return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

function farthest(found: ArrayLike<number>, expected: readonly number[]): number {
	return expected.reduce((most, each, i) => Math.max(most, Math.abs(each - found[i]!)), 0);
}

describe('Boston housing: the optimum of scikit-learn', () => {
	const { train, test: held } = boston();
	const fitBoston = (more: Record<string, string>) =>
		fitLinear({ predictor_type: 'regressor', ...LONG, ...more }, train, { test: held });

	test('squared_loss is least squares', async () => {
		const { model, metric } = await fitBoston({});
		const { squared } = reference.boston;
		expect(metric('test mse <loss>') ** 0.5).toBeCloseTo(squared.rmse, 1);
		expect(farthest(model.predict(held).fields[0]!.values, squared.predictions)).toBeLessThan(0.3);
	});

	test('wd is ridge regression', async () => {
		const { model } = await fitBoston({ wd: '0.1' });
		expect(farthest(model.predict(held).fields[0]!.values, reference.boston.ridge.predictions)).toBeLessThan(
			0.3
		);
	});

	test('l1 is the lasso, and leaves out columns that the lasso leaves out', async () => {
		const { model } = await fitBoston({ l1: '0.1' });
		const { lasso } = reference.boston;
		const zeros = [...model.parameters.weights.keys()].filter((j) => model.parameters.weights[j] === 0);
		expect(zeros.length).toBeGreaterThan(3);
		expect(zeros.filter((j) => lasso.zeros[j] !== 1)).toEqual([]);
		expect(farthest(model.predict(held).fields[0]!.values, lasso.predictions)).toBeLessThan(0.5);
	});

	test('absolute_loss is the least absolute error', async () => {
		const { metric } = await fitBoston({ loss: 'absolute_loss' });
		const { absolute } = reference.boston;
		expect(metric('train absolute_loss_objective <loss>')).toBeLessThan(absolute.train_mae * 1.01);
		expect(metric('test absolute_loss <loss>')).toBeLessThan(absolute.mae * 1.03);
	});

	test.each(['0.1', '0.9'] as const)('quantile_loss aims at the quantile %s', async (quantile) => {
		const { model, metric } = await fitBoston({ loss: 'quantile_loss', quantile });
		expect(metric('train quantile_loss_objective <loss>')).toBeLessThan(
			reference.boston.quantiles[quantile].train_loss * 1.02
		);
		const values = model.predict(train).fields[0]!.values;
		const below = values.filter((value, row) => train.labels![row]! < value).length / train.rows;
		expect(Math.abs(below - Number(quantile))).toBeLessThan(0.04);
	});

	test('with everything left to auto the error is within the noise of five seeds', async () => {
		const errors: number[] = [];
		for (const seed of SEEDS) {
			const given = { predictor_type: 'regressor', mini_batch_size: '32' };
			const { metric } = await fitLinear(given, train, { test: held }, seed);
			errors.push(metric('test mse <loss>') ** 0.5);
		}
		const { mean, deviation } = spread(errors);
		expect(mean - 2 * deviation).toBeLessThan(reference.boston.squared.rmse);
		expect(mean).toBeLessThan(reference.boston.squared.rmse * 1.03);
	});
});

test('breast cancer: probabilities, accuracy and AUC of logistic regression', async () => {
	const { train, test: held } = parts(breastCancer());
	const { accuracy, auc, logloss, probabilities } = reference.breastCancer;
	const found: Record<'accuracy' | 'auc' | 'logloss', number[]> = { accuracy: [], auc: [], logloss: [] };
	for (const seed of SEEDS) {
		const given = { predictor_type: 'binary_classifier', ...LONG, epochs: '60', wd: '0.01' };
		const { model, metric } = await fitLinear(given, train, { test: held }, seed);
		found.accuracy.push(metric('test binary_classification_accuracy <score>'));
		found.auc.push(metric('test roc_auc_score <score>'));
		found.logloss.push(metric('test binary_classification_cross_entropy_objective <loss>'));
		if (seed === 0) expect(farthest(model.predict(held).fields[0]!.values, probabilities)).toBeLessThan(0.1);
	}
	expect(spread(found.accuracy).mean).toBeGreaterThan(accuracy - 0.01);
	expect(spread(found.auc).mean).toBeGreaterThan(auc - 0.002);
	expect(spread(found.logloss).mean).toBeLessThan(logloss * 1.03);
});

test('iris: probabilities of three classes, and each metric', async () => {
	const { train, test: held } = parts(iris());
	const given = {
		predictor_type: 'multiclass_classifier',
		num_classes: '3',
		...LONG,
		wd: '0.01',
		accuracy_top_k: '2',
		f_beta: '2'
	};
	const { model, metric } = await fitLinear(given, train, { test: held });
	const expected = reference.iris;
	expect(farthest(model.predict(held).fields[0]!.values, expected.probabilities.flat())).toBeLessThan(0.03);
	expect(metric('test multiclass_accuracy <score>')).toBe(expected.accuracy);
	expect(metric('test multiclass_top_k_accuracy_2 <score>')).toBe(expected.top_2);
	expect(metric('test dcg <score>')).toBe(expected.dcg);
	expect(metric('test macro_f_2.000 <score>')).toBe(expected.macro_f_2);
	expect(metric('test multiclass_cross_entropy_objective <loss>')).toBeCloseTo(expected.logloss, 2);
});
