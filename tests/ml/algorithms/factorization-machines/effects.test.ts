import { describe, expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { hyperparameters } from '#ml/algorithms/factorization-machines/hyperparameters.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { fitFactors, oneHotRows } from '#tests/support/factors.ts';
import { tableOf } from '#tests/support/datasets.ts';

type Given = Readonly<Record<string, string>>;

/** Pairs out of two groups of six; what a pair is worth hangs on both together. */
function pairs(rows: number, seed: number, isClass: boolean): Dataset {
	const rng = new Rng(seed);
	const drawn = Array.from({ length: rows }, () => [rng.below(6), 6 + rng.below(6)] as const);
	const worth = drawn.map(([a, b]) => ((a % 2) * 2 - 1) * ((b % 2) * 2 - 1));
	return oneHotRows(
		drawn,
		12,
		worth.map((value) => (isClass ? Number(value > 0) : 3 + value))
	);
}

const SHORT: Given = { num_factors: '3', mini_batch_size: '50', epochs: '2' };
const REGRESSOR: Given = { ...SHORT, predictor_type: 'regressor' };

/** Of every hyperparameter: what it is tried with, and two values of it; null where it is not given. */
const TRIED: Record<string, readonly [base: Given, one: string | null, other: string]> = {
	num_factors: [REGRESSOR, '3', '4'],
	predictor_type: [SHORT, 'regressor', 'binary_classifier'],
	epochs: [REGRESSOR, '2', '3'],
	mini_batch_size: [REGRESSOR, '50', '25'],
	clip_gradient: [{ ...REGRESSOR, eps: '0.1' }, null, '0.01'],
	rescale_grad: [{ ...REGRESSOR, eps: '0.1' }, null, '1'],
	eps: [REGRESSOR, null, '0.1']
};
for (const kind of ['bias', 'linear', 'factors']) {
	const [uniform, constant] = ['uniform', 'constant'].map((method) => ({
		...REGRESSOR,
		[`${kind}_init_method`]: method
	}));
	TRIED[`${kind}_init_method`] = [REGRESSOR, 'normal', 'uniform'];
	TRIED[`${kind}_init_scale`] = [uniform!, null, '0.5'];
	TRIED[`${kind}_init_sigma`] = [REGRESSOR, '0.01', '0.5'];
	TRIED[`${kind}_init_value`] = [constant!, null, '0.5'];
	TRIED[`${kind}_lr`] = [REGRESSOR, '0.01', '0.1'];
	TRIED[`${kind}_wd`] = [REGRESSOR, '0', '10'];
}

async function fingerprint(given: Given): Promise<unknown> {
	const isClass = given['predictor_type'] === 'binary_classifier';
	const { model } = await fitFactors(given, pairs(150, 1, isClass));
	const { bias, linear, vectors } = model.parameters;
	return [model.type, bias, ...linear, ...vectors];
}

describe('every hyperparameter has an effect', () => {
	test.each(Object.entries(TRIED))('%s', async (name, [base, one, other]) => {
		const first = await fingerprint(one === null ? base : { ...base, [name]: one });
		expect(await fingerprint({ ...base, [name]: other })).not.toEqual(first);
	});

	test('and the others only look: feature_dim refuses wider rows, the tuning metric another type', async () => {
		const train = pairs(60, 1, false);
		await expect(fitFactors({ ...REGRESSOR, feature_dim: '11' }, train)).rejects.toMatchObject({
			code: 'FeatureMismatch',
			message: 'cannot copy sequence with size 12 to array axis with dimension 11'
		});
		const wide = await fitFactors({ ...REGRESSOR, feature_dim: '20' }, train);
		expect(wide.model.features).toBe(20);
		const metric = { _tuning_objective_metric: 'test:binary_f_beta' };
		await expect(fitFactors({ ...REGRESSOR, ...metric }, train)).rejects.toMatchObject({
			code: 'InvalidHyperparameter'
		});
		const names = [...Object.keys(TRIED), 'feature_dim', '_tuning_objective_metric'];
		expect(new Set(names)).toEqual(new Set(Object.keys(hyperparameters)));
	});
});

describe('the effects are those that are promised', () => {
	const LONG = { ...REGRESSOR, epochs: '60', bias_lr: '0.05', linear_lr: '0.05', factors_init_sigma: '0.3' };

	test('factors learn what hangs on pairs, and a linear model cannot', async () => {
		const channels = { test: pairs(100, 2, false) };
		const error = async (factors_lr: string): Promise<number> =>
			(await fitFactors({ ...LONG, factors_lr }, pairs(300, 1, false), channels)).metric('test rmse <loss>');
		expect(await error('0.05')).toBeLessThan(0.2);
		expect(await error('0')).toBeGreaterThan(0.9);
	});

	test('a pair that no row had is weighted by what its features did elsewhere', async () => {
		const all = pairs(400, 1, false);
		const { starts: _, places } = all.sparse!;
		const kept = Array.from({ length: 400 }, (_, i) => i).filter(
			(i) => !(places[2 * i] === 1 && places[2 * i + 1] === 7)
		);
		const train = oneHotRows(
			kept.map((i) => [places[2 * i]!, places[2 * i + 1]!]),
			12,
			kept.map((i) => all.labels![i]!)
		);
		const { model } = await fitFactors({ ...LONG, factors_lr: '0.05' }, train);
		const [score] = model.predict(oneHotRows([[1, 7]], 12, [0])).fields[0]!.values;
		expect(Math.abs(score! - 4)).toBeLessThan(0.5);
	});

	test('a penalty makes its parameters small, and clipping its steps alike', async () => {
		const size = async (more: Given): Promise<number> => {
			const { vectors } = (await fitFactors({ ...LONG, factors_lr: '0.05', ...more }, pairs(300, 1, false)))
				.model.parameters;
			return vectors.reduce((sum, value) => sum + value ** 2, 0);
		};
		expect(await size({ factors_wd: '1' })).toBeLessThan((await size({})) / 100);
		expect(await size({ clip_gradient: '0', factors_init_sigma: '0' })).toBe(0);
	});
});

describe('data of every kind', () => {
	test('a feature that no row has keeps what was drawn, and costs no state', async () => {
		const train = { ...pairs(60, 1, false), columns: 1_000_000 };
		const { model, lines } = await fitFactors({ ...REGRESSOR, factors_init_sigma: '0.1' }, train);
		expect(lines[0]).toBe('INFO: 60 rows with 120 values that are not 0; 12 of 1000000 features occur');
		expect(model.parameters.vectors[3_000_000 - 1]).not.toBe(0);
		const one = oneHotRows([[0, 999_999]], 1_000_000, [0]);
		expect(model.predict(one).fields[0]!.values[0]).toBeTypeOf('number');
	});

	test('dense rows are as good as sparse ones', async () => {
		const dense = tableOf(
			Array.from({ length: 60 }, (_, i) => [Number(i % 2 === 0), Number(i % 3 === 0), i / 60]),
			Array.from({ length: 60 }, (_, i) => i % 5)
		);
		const { sparse } = pairs(1, 1, false);
		const cells = Array.from({ length: 60 }, (_, i) => [0, 1, 2].filter((j) => dense.x[3 * i + j] !== 0));
		const places = Uint32Array.from(cells.flat());
		const starts = Uint32Array.from({ length: 61 }, (_, i) => cells.slice(0, i).flat().length);
		const values = dense.x.filter((value) => value !== 0);
		const same: Dataset = {
			...dense,
			x: new Float32Array(0),
			sparse: { ...sparse!, starts, places, values }
		};
		const [a, b] = [await fitFactors(REGRESSOR, dense), await fitFactors(REGRESSOR, same)];
		expect(b.model.toFiles()).toEqual(a.model.toFiles());
		expect(b.model.predict(same)).toEqual(a.model.predict(dense));
	});

	test('labels that are all equal, and equal rows, are learnt', async () => {
		const train = oneHotRows(
			Array.from({ length: 80 }, () => [0, 1]),
			2,
			new Float32Array(80).fill(2)
		);
		const { metric } = await fitFactors({ ...REGRESSOR, epochs: '60' }, train, { test: train });
		expect(metric('test rmse <loss>')).toBeLessThan(0.1);
		const ones = oneHotRows(
			Array.from({ length: 80 }, () => [0, 1]),
			2,
			new Float32Array(80).fill(1)
		);
		const given = { ...SHORT, predictor_type: 'binary_classifier', epochs: '30' };
		const { metric: of } = await fitFactors(given, ones, { test: ones });
		expect(of('test binary_f_1.000 <score>')).toBe(1);
		expect(of('test binary_classification_cross_entropy <loss>')).toBeLessThan(0.1);
	});

	test.each([
		['fewer rows than a batch', { mini_batch_size: '70' }, {}, 'EmptyChannel', 'No training data processed.'],
		['no labels', {}, { labels: null }, 'MissingLabel', "Unable to read data channel 'train'"],
		[
			'a label that is no number',
			{},
			{ labels: new Float32Array(60).fill(NaN) },
			'BadLabel',
			'needs a number'
		],
		['a class above 1', { predictor_type: 'binary_classifier' }, {}, 'BadLabel', 'needs 0 or 1'],
		[
			'too large a model',
			{ feature_dim: '100000000', num_factors: '10' },
			{},
			'TooLarge',
			'more than 2^28 factors'
		],
		['steps that grow for ever', { linear_lr: '1e300', bias_lr: '1e300' }, {}, 'Diverged', 'not a number']
	])('%s is refused', async (_title, more, changes, code, words) => {
		const train = { ...pairs(60, 1, false), ...changes };
		const refused = fitFactors({ ...REGRESSOR, ...(more as Given) }, train);
		await expect(refused).rejects.toMatchObject({ kind: 'user', code });
		await expect(refused).rejects.toThrow(words);
	});

	test('a value that is missing is named by row and feature', async () => {
		const train = pairs(60, 1, false);
		const values = train.sparse!.values.slice();
		values[7] = NaN;
		const broken = { ...train, sparse: { ...train.sparse!, values } };
		await expect(fitFactors(REGRESSOR, broken)).rejects.toThrow(
			`Channel 'train', row 4: feature ${train.sparse!.places[7]! + 1} has no value.`
		);
	});
});
