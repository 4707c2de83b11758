import { describe, expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { kmeans } from '#ml/algorithms/kmeans/index.ts';
import { sparseOf } from '#ml/data/sparse-rows.ts';
import { readNdArrays } from '#ml/data/mxnet-ndarray.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { tableOf } from '#tests/support/datasets.ts';
import { digits } from '#tests/support/digits.ts';
import { fitKMeans } from '#tests/support/kmeans.ts';

const asSparse = (data: Dataset): Dataset => ({ ...data, x: new Float32Array(0), sparse: sparseOf(data) });
const sorted = (values: Float32Array): number[] => [...values].sort((a, b) => a - b);

describe('what training finds', () => {
	test('are the clusters where they are plain to see', async () => {
		const rng = new Rng(3);
		const homes = [0, 100, 200, 300];
		const rows = Array.from({ length: 400 }, (_, i) => [homes[i % 4]! + rng.next(), rng.next()]);
		for (const init_method of ['random', 'kmeans++']) {
			const { model } = await fitKMeans({ k: '4', init_method }, tableOf(rows));
			const found = sorted(model.centers.filter((_, i) => i % 2 === 0)).map((x) => Math.floor(x / 10));
			expect(found).toEqual([0, 10, 20, 30]);
		}
	});

	test('is the same from sparse rows as from dense ones', async () => {
		const table = digits();
		for (const given of [
			{ k: '10', mini_batch_size: '500' },
			{ k: '10', epochs: '3' }
		]) {
			const dense = await fitKMeans(given, table);
			const sparse = await fitKMeans(given, asSparse(table));
			expect(sparse.lines[0]).toContain('64 sparse features');
			const [a, b] = [dense.model.sumOfSquares(table), sparse.model.sumOfSquares(asSparse(table))];
			expect(Math.abs(b / a - 1)).toBeLessThan(0.02);
		}
	});

	test('does not hang on where the rows lie: far from 0 the clusters are as good', async () => {
		const near = digits();
		const far = { ...near, x: near.x.map((value) => value + 4096) };
		const given = { k: '10', epochs: '20', extra_center_factor: '1' };
		const [a, b] = [await fitKMeans(given, near), await fitKMeans(given, far)];
		expect(b.model.sumOfSquares(far) / a.model.sumOfSquares(near)).toBeCloseTo(1, 3);
	});

	test('with as many clusters as rows is every row, and with one their mean', async () => {
		const table = tableOf([[1], [5], [2], [8]]);
		expect(sorted((await fitKMeans({ k: '4' }, table)).model.centers)).toEqual([1, 2, 5, 8]);
		expect([...(await fitKMeans({ k: '1' }, table)).model.centers]).toEqual([4]);
	});

	test('of a million sparse columns takes no dense table', async () => {
		const rows = 300;
		const starts = Uint32Array.from({ length: rows + 1 }, (_, i) => 2 * i);
		const places = Uint32Array.from({ length: 2 * rows }, (_, i) => (i % 2 === 0 ? (i / 2) % 2 : 999_999));
		const values = new Float32Array(2 * rows).fill(1);
		const sparse = { starts, places, values };
		const table = { rows, columns: 1_000_000, x: new Float32Array(0), sparse, labels: null, weights: null };
		const { model, lines } = await fitKMeans({ k: '2', local_lloyd_num_trials: '1' }, table);
		expect(lines[0]).toBe('INFO: 300 rows, 1000000 sparse features; 16 working centers');
		expect(model.sumOfSquares(table)).toBeCloseTo(0, 6);
		await expect(fitKMeans({ k: '2', extra_center_factor: '10' }, table)).rejects.toMatchObject({
			code: 'TooLarge'
		});
	});
});

describe('odd data', () => {
	test('fewer distinct rows than clusters: every row lies on a centre, and the log warns', async () => {
		const table = tableOf([
			[1, 1],
			[1, 1],
			[1, 1],
			[2, 2]
		]);
		for (const init_method of ['random', 'kmeans++']) {
			const { model, lines } = await fitKMeans({ k: '3', init_method }, table);
			expect(model.sumOfSquares(table)).toBe(0);
			expect(model.centers).toHaveLength(6);
			expect(lines.join()).toContain('are there fewer than 3 distinct rows?');
		}
	});

	test('a constant column changes nothing', async () => {
		const plain = tableOf([[0], [1], [10], [11]]);
		const more = tableOf([
			[0, 7],
			[1, 7],
			[10, 7],
			[11, 7]
		]);
		const given = { k: '2' };
		const a = await fitKMeans(given, plain);
		expect(sorted(a.model.centers)).toEqual([0.5, 10.5]);
		expect(sorted((await fitKMeans(given, more)).model.centers)).toEqual([0.5, 7, 7, 10.5]);
	});

	test.each([
		[
			'more clusters than rows',
			{ k: '3' },
			tableOf([[1], [2]]),
			'InvalidHyperparameter',
			'3 clusters need at least 3 rows'
		],
		[
			'a missing value',
			{ k: '1' },
			tableOf([
				[1, 2],
				[3, null]
			]),
			'MissingValue',
			"Channel 'train', row 2: feature 2"
		],
		['no rows', { k: '1', feature_dim: '2' }, tableOf([]), 'EmptyChannel', 'No data in train channel'],
		[
			'one metric twice',
			{ k: '1', eval_metrics: 'msd,msd' },
			tableOf([[1]]),
			'InvalidHyperparameter',
			'msd,msd'
		]
	])('%s is refused', async (_, given, table, code, words) => {
		const act = fitKMeans(given, table);
		await expect(act).rejects.toMatchObject({ kind: 'user', code });
		await expect(act).rejects.toThrow(words);
	});
});

test('the model is one MXNet array of k rows, and says cluster and distance of each row', async () => {
	const { model } = await fitKMeans(
		{ k: '2' },
		tableOf([
			[0, 0],
			[0, 2],
			[9, 9]
		])
	);
	const [array] = readNdArrays(model.toFiles()['model_algo-1']!);
	expect(array).toMatchObject({ name: '', shape: [2, 2] });
	const { rows, fields } = kmeans.load(model.toFiles()).predict(
		tableOf([
			[0, 4],
			[9, 9]
		])
	);
	expect([rows, fields.map(({ name }) => name)]).toEqual([2, ['closest_cluster', 'distance_to_cluster']]);
	expect([...fields[1]!.values]).toEqual([3, 0]);
	expect(fields[0]!.values[0]).not.toBe(fields[0]!.values[1]);
});
