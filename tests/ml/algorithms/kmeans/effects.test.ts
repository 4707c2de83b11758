import { describe, expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { hyperparameters } from '#ml/algorithms/kmeans/hyperparameters.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { fitKMeans } from '#tests/support/kmeans.ts';

/** Clouds on a circle, with much between them. */
function clouds(rows: number, seed: number): Dataset {
	const rng = new Rng(seed);
	const x = new Float32Array(rows * 2);
	for (let row = 0; row < rows; row++) {
		const angle = (rng.below(7) / 7) * 2 * Math.PI;
		x[2 * row] = Math.cos(angle) + rng.next() ** 2;
		x[2 * row + 1] = Math.sin(angle) + rng.next() ** 2;
	}
	return { rows, columns: 2, x, labels: null, weights: null };
}

type Given = Readonly<Record<string, string>>;
const USUAL: Given = { k: '5', mini_batch_size: '40' };
const FEW = { ...USUAL, local_lloyd_num_trials: '1', local_lloyd_init_method: 'random' };

/** Of every hyperparameter: what it is tried with, and two values of it. */
const TRIED: Readonly<Record<string, readonly [base: Given, one: string, other: string]>> = {
	k: [USUAL, '4', '5'],
	epochs: [USUAL, '1', '2'],
	eval_metrics: [USUAL, '["msd"]', '["msd", "ssd"]'],
	extra_center_factor: [USUAL, 'auto', '2'],
	half_life_time_size: [USUAL, '0', '50'],
	init_method: [USUAL, 'random', 'kmeans++'],
	local_lloyd_init_method: [FEW, 'random', 'kmeans++'],
	local_lloyd_max_iter: [FEW, '1', '300'],
	local_lloyd_num_trials: [{ ...FEW, local_lloyd_max_iter: '1' }, '1', '9'],
	local_lloyd_tol: [FEW, '1', '0'],
	mini_batch_size: [USUAL, '40', '80']
};

async function fingerprint(given: Given): Promise<{ centers: number[]; told: string[] }> {
	const { model, lines } = await fitKMeans(given, clouds(300, 1), { test: clouds(100, 2) });
	return { centers: [...model.centers], told: lines.filter((line) => line.startsWith('#quality')) };
}

describe('every hyperparameter has an effect', () => {
	test.each(Object.entries(TRIED))('%s', async (name, [base, one, other]) => {
		const first = await fingerprint({ ...base, [name]: one });
		expect(await fingerprint({ ...base, [name]: other })).not.toEqual(first);
		expect(await fingerprint({ ...base, [name]: one })).toEqual(first);
	});

	test('and feature_dim refuses another width', async () => {
		await expect(fitKMeans({ ...USUAL, feature_dim: '3' }, clouds(30, 1))).rejects.toMatchObject({
			code: 'FeatureMismatch',
			message: 'cannot copy sequence with size 2 to array axis with dimension 3'
		});
		expect(new Set([...Object.keys(TRIED), 'feature_dim'])).toEqual(new Set(Object.keys(hyperparameters)));
	});
});

describe('the effects are those that are promised', () => {
	test('the factor says how many centres work, and the log of how many become how many', async () => {
		const { lines } = await fitKMeans({ ...USUAL, extra_center_factor: '4' }, clouds(300, 1));
		expect(lines[0]).toBe('INFO: 300 rows, 2 features; 20 working centers');
		expect(lines).toContain('INFO: shrinking 20 centers into 5');
		expect(lines.filter((line) => line.startsWith('INFO: local kmeans attempt #'))).toHaveLength(10);
		const without = await fitKMeans({ ...USUAL, extra_center_factor: '1' }, clouds(300, 1));
		expect(without.lines.join()).not.toContain('shrinking');
	});

	test('with a short half-life the last rows decide', async () => {
		const rows = 400;
		const x = Float32Array.from({ length: rows }, (_, row) => Number(row % 2 === 0));
		const table = { rows, columns: 1, x, labels: null, weights: null };
		const given = { k: '1', extra_center_factor: '1', mini_batch_size: '1' };
		const center = async (half: string): Promise<number> =>
			(await fitKMeans({ ...given, half_life_time_size: half }, table)).model.centers[0]!;
		expect(await center('0')).toBeCloseTo(0.5, 6);
		const short = await center('1');
		// The last row weighs as much as all before it.
		expect(Math.abs(short - 0.5)).toBeLessThanOrEqual(0.5);
		expect(Math.abs(short - 0.5)).toBeGreaterThan(0.01);
	});

	test('more tries and more rounds of the last stage never end with a larger loss', async () => {
		const losses = async (name: string, values: readonly string[]): Promise<number[]> => {
			const found: number[] = [];
			for (const value of values) {
				const { numbers } = await fitKMeans({ ...FEW, [name]: value }, clouds(300, 1));
				found.push(numbers('Mean Square Distance = ')[0]!);
			}
			return found;
		};
		const tries = await losses('local_lloyd_num_trials', ['1', '2', '4', '8', '16']);
		expect(tries).toEqual(tries.toSorted((a, b) => b - a));
		const rounds = await losses('local_lloyd_max_iter', ['1', '2', '4', '300']);
		expect(rounds).toEqual(rounds.toSorted((a, b) => b - a));
	});

	test('the mean and the sum of the test rows are told as they are asked for', async () => {
		const table = clouds(300, 1);
		const held = clouds(100, 2);
		const { model, numbers, lines } = await fitKMeans({ ...USUAL, eval_metrics: '["msd","ssd"]' }, table, {
			test: held
		});
		expect(numbers('test ssd <loss>=')).toEqual([model.sumOfSquares(held)]);
		expect(numbers('test msd <loss>=')).toEqual([model.sumOfSquares(held) / 100]);
		expect(numbers('train msd <loss>=')[0]! / model.sumOfSquares(table)).toBeCloseTo(1 / 300, 9);
		const plain = await fitKMeans({ ...USUAL, eval_metrics: 'ssd' }, table, { test: held });
		expect(plain.lines.join()).not.toContain('test msd');
		expect(lines.at(-1)).toMatch(/^#quality_metric: host=algo-1, test ssd <loss>=/);
	});
});
