import { describe, expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { hyperparameters } from '#ml/algorithms/linear-learner/hyperparameters.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { fitLinear } from '#tests/support/linear.ts';

/** Rows of three features; the label is drawn from what they say. */
function drawn(rows: number, seed: number, label: (score: number, rng: Rng) => number): Dataset {
	const rng = new Rng(seed);
	const x = Float32Array.from({ length: rows * 3 }, (_, i) => (rng.next() - 0.3) * [1, 10, 0.1][i % 3]!);
	const labels = Float32Array.from({ length: rows }, (_, row) => {
		const [a, b, c] = x.subarray(row * 3, row * 3 + 3);
		return label(2 * a! - 0.2 * b! + 5 * c!, rng);
	});
	return { rows, columns: 3, x, labels, weights: null };
}

const quantity = (score: number, rng: Rng): number => 40 + 10 * score + rng.next() ** 3 * 20;
const rare = (score: number, rng: Rng): number => Number(score + rng.next() * 2 > 2.2);
const third = (score: number, rng: Rng): number => Math.max(0, Math.min(2, Math.round(score + rng.next())));

const SHORT = { epochs: '3', num_models: '1', learning_rate: '0.1', wd: '0', l1: '0', mini_batch_size: '20' };
const REGRESSOR = { predictor_type: 'regressor', ...SHORT };
const BINARY = { predictor_type: 'binary_classifier', ...SHORT };
const CLASSES = { predictor_type: 'multiclass_classifier', num_classes: '3', ...SHORT };
const LONG = { epochs: '40', learning_rate: '0.3' };
const precisionFirst = { binary_classifier_model_selection_criteria: 'precision_at_target_recall' };
const recallFirst = { binary_classifier_model_selection_criteria: 'recall_at_target_precision' };

type Given = Readonly<Record<string, string>>;

/** Of every hyperparameter: what it is tried with, and two values of it. */
const TRIED: Readonly<Record<string, readonly [base: Given, one: string | null, other: string]>> = {
	predictor_type: [SHORT, 'regressor', 'binary_classifier'],
	num_classes: [CLASSES, '3', '4'],
	mini_batch_size: [REGRESSOR, '20', '40'],
	epochs: [REGRESSOR, '2', '3'],
	num_models: [{ ...REGRESSOR, learning_rate: 'auto' }, '1', '3'],
	loss: [REGRESSOR, 'squared_loss', 'absolute_loss'],
	margin: [{ ...BINARY, loss: 'hinge_loss' }, '1', '0.2'],
	quantile: [{ ...REGRESSOR, loss: 'quantile_loss' }, '0.5', '0.9'],
	loss_insensitivity: [{ ...REGRESSOR, loss: 'eps_insensitive_absolute_loss' }, '0.01', '5'],
	huber_delta: [{ ...REGRESSOR, loss: 'huber_loss' }, '1', '5'],
	optimizer: [REGRESSOR, 'sgd', 'rmsprop'],
	learning_rate: [REGRESSOR, '0.1', '0.2'],
	momentum: [{ ...REGRESSOR, optimizer: 'sgd', learning_rate: '0.01' }, '0', '0.9'],
	beta_1: [REGRESSOR, '0.9', '0.5'],
	beta_2: [REGRESSOR, '0.999', '0.9'],
	bias_lr_mult: [REGRESSOR, '1', '3'],
	bias_wd_mult: [{ ...BINARY, wd: '0.1' }, '0', '5'],
	use_lr_scheduler: [REGRESSOR, 'true', 'false'],
	lr_scheduler_step: [REGRESSOR, '1', '9'],
	lr_scheduler_factor: [REGRESSOR, '0.9', '0.5'],
	lr_scheduler_minimum_lr: [{ ...REGRESSOR, lr_scheduler_factor: '0.1' }, '0.00001', '0.05'],
	l1: [REGRESSOR, '0', '0.3'],
	wd: [REGRESSOR, '0', '0.3'],
	use_bias: [REGRESSOR, 'true', 'false'],
	init_method: [REGRESSOR, 'uniform', 'normal'],
	init_scale: [REGRESSOR, '0.07', '0.5'],
	init_sigma: [{ ...REGRESSOR, init_method: 'normal' }, '0.01', '0.5'],
	init_bias: [REGRESSOR, '0', '1'],
	normalize_data: [REGRESSOR, 'true', 'false'],
	unbias_data: [REGRESSOR, 'true', 'false'],
	normalize_label: [REGRESSOR, 'true', 'false'],
	unbias_label: [REGRESSOR, 'true', 'false'],
	num_point_for_scaler: [REGRESSOR, '10000', '30'],
	positive_example_weight_mult: [BINARY, '1', 'balanced'],
	balance_multiclass_weights: [CLASSES, 'false', 'true'],
	accuracy_top_k: [CLASSES, '1', '2'],
	binary_classifier_model_selection_criteria: [{ ...BINARY, ...LONG }, 'accuracy', 'f_beta'],
	f_beta: [{ ...BINARY, binary_classifier_model_selection_criteria: 'f_beta' }, '1', '4'],
	target_recall: [{ ...BINARY, ...precisionFirst }, '0.5', '0.95'],
	target_precision: [{ ...BINARY, ...recallFirst }, '0.4', '0.7'],
	num_calibration_samples: [{ ...BINARY, ...precisionFirst }, 'auto', '25'],
	early_stopping_patience: [{ ...REGRESSOR, ...LONG }, '1', '41'],
	early_stopping_tolerance: [{ ...REGRESSOR, ...LONG, learning_rate: '0.02' }, '0.0001', '0.9'],
	_tuning_objective_metric: [{ ...REGRESSOR, num_models: '2', learning_rate: 'auto' }, null, 'validation:mse']
};

async function fingerprint(given: Given): Promise<{ weights: number[]; threshold: number; lines: string[] }> {
	const label = { regressor: quantity, binary_classifier: rare, multiclass_classifier: third };
	const of = label[given['predictor_type'] as keyof typeof label];
	const train = drawn(160, 1, of);
	const { model, lines } = await fitLinear(given, train, { validation: drawn(120, 2, of) });
	const { weights, biases, threshold } = model.parameters;
	return { weights: [...weights, ...biases], threshold, lines: [...lines] };
}

describe('every hyperparameter has an effect', () => {
	test.each(Object.entries(TRIED))('%s', async (name, [base, one, other]) => {
		const first = await fingerprint(one === null ? base : { ...base, [name]: one });
		const second = await fingerprint({ ...base, [name]: other });
		expect(second).not.toEqual(first);
	});

	test('and the others only look: feature_dim refuses another width', async () => {
		const train = drawn(30, 1, quantity);
		await expect(fitLinear({ ...REGRESSOR, feature_dim: '4' }, train)).rejects.toMatchObject({
			code: 'FeatureMismatch',
			message: 'cannot copy sequence with size 3 to array axis with dimension 4'
		});
		await fitLinear({ ...REGRESSOR, feature_dim: '3' }, train);
		expect(new Set([...Object.keys(TRIED), 'feature_dim'])).toEqual(new Set(Object.keys(hyperparameters)));
	});
});

describe('the effects are those that are promised', () => {
	test('early stopping ends when patience is over, and never with more patience than epochs', async () => {
		const train = drawn(160, 1, quantity);
		const given = { ...REGRESSOR, ...LONG, early_stopping_tolerance: '0.5' };
		expect((await fitLinear({ ...given, early_stopping_patience: '2' }, train)).epochs).toBeLessThan(15);
		expect((await fitLinear({ ...given, early_stopping_patience: '41' }, train)).epochs).toBe(40);
	});

	test('without a bias the model goes through 0', async () => {
		const { model } = await fitLinear({ ...REGRESSOR, use_bias: 'False' }, drawn(160, 1, quantity));
		expect(Math.abs(model.parameters.biases[0]!)).toBe(0);
	});

	test('balanced weights find more of the rare class', async () => {
		const train = drawn(400, 1, rare);
		const recall = async (mult: string): Promise<number> => {
			const given = { ...BINARY, epochs: '20', positive_example_weight_mult: mult };
			const usual = { binary_classifier_model_selection_criteria: 'loss_function' };
			return (await fitLinear({ ...given, ...usual }, train, { test: drawn(400, 3, rare) })).metric(
				'test recall <score>'
			);
		};
		expect(await recall('balanced')).toBeGreaterThan(await recall('1'));
	});

	test('targets of recall and precision are held on the validation rows', async () => {
		const channels = { validation: drawn(300, 2, rare) };
		const train = drawn(400, 1, rare);
		const byRecall = await fitLinear({ ...BINARY, ...precisionFirst, target_recall: '0.9' }, train, channels);
		expect(byRecall.metric('validation recall <score>')).toBeGreaterThanOrEqual(0.9);
		const byPrecision = await fitLinear(
			{ ...BINARY, ...LONG, ...recallFirst, target_precision: '0.6' },
			train,
			channels
		);
		expect(byPrecision.metric('validation precision <score>')).toBeGreaterThanOrEqual(0.6);
	});

	test('of several models the one with the least validation loss is kept', async () => {
		const channels = { validation: drawn(120, 2, quantity) };
		const losses: number[] = [];
		for (const learning_rate of ['0.1', '0.01', '0.5', '0.03']) {
			const { metric } = await fitLinear({ ...REGRESSOR, learning_rate }, drawn(160, 1, quantity), channels);
			losses.push(metric('validation mse_objective <loss>'));
		}
		const together = { ...REGRESSOR, learning_rate: 'auto', num_models: '4' };
		const { metric } = await fitLinear(together, drawn(160, 1, quantity), channels);
		expect(metric('validation mse_objective <loss>')).toBeLessThan(losses.toSorted((a, b) => a - b)[1]!);
	});

	test('automatic model tuning trains one model', async () => {
		const given = {
			...REGRESSOR,
			num_models: 'auto',
			wd: 'auto',
			_tuning_objective_metric: 'validation:mse'
		};
		const { lines } = await fitLinear(given, drawn(60, 1, quantity));
		expect(lines[0]).toContain('1 model(s) side by side');
	});
});
