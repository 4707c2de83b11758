import { describe, expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { randomCutForest } from '#ml/algorithms/randomcutforest/index.ts';
import type { ForestModel } from '#ml/algorithms/randomcutforest/model.ts';
import { sampleSizeOf } from '#ml/algorithms/randomcutforest/tree.ts';
import { takeRows, type Dataset } from '#ml/data/dataset.ts';
import { sparseOf } from '#ml/data/sparse-rows.ts';
import { iris, planted, tableOf } from '#tests/support/datasets.ts';
import { fitForest, scoresOf } from '#tests/support/random-cut.ts';

const flowers = iris();
const rows = planted(400, 3, 1);

function bytesOf(model: ForestModel): Buffer {
	return Buffer.from(model.toFiles()['model_algo-1']!);
}

function shifted({ x, ...rest }: Dataset, by: number): Dataset {
	return { ...rest, x: x.map((value) => value + by) };
}

describe('scores do not change', () => {
	test('with the order of the rows that are asked, nor with what is asked beside them', async () => {
		const { model } = await fitForest({}, rows);
		const scores = scoresOf(model, rows);
		const order = new Rng(1).shuffle(Array.from({ length: 400 }, (_, i) => i));
		expect([...scoresOf(model, takeRows(rows, order))]).toEqual(order.map((row) => scores[row]));
		expect(scoresOf(model, takeRows(rows, [7]))[0]).toBe(scores[7]);
	});

	test('when all points are moved, or stretched alike', async () => {
		// Eighths, so that moving them is exact.
		const grid = { ...rows, x: rows.x.map((value) => Math.round(value * 8) / 8) };
		const scores = scoresOf((await fitForest({}, grid)).model, grid);
		const moved = shifted(grid, 1024);
		const far = scoresOf((await fitForest({}, moved)).model, moved);
		scores.forEach((score, i) => expect(far[i]).toBeCloseTo(score, 6));
		const large = { ...grid, x: grid.x.map((value) => value * 64) };
		expect(scoresOf((await fitForest({}, large)).model, large)).toEqual(scores);
	});

	test('when rows are sparse, or the model was stored', async () => {
		const zeros = { ...rows, x: rows.x.map((value) => Math.max(0, value)) };
		const sparse = { ...zeros, x: new Float32Array(0), sparse: sparseOf(zeros) };
		const { model } = await fitForest({}, zeros);
		expect(bytesOf((await fitForest({}, sparse)).model).equals(bytesOf(model))).toBe(true);
		expect(scoresOf(model, sparse)).toEqual(scoresOf(model, zeros));
		const stored = randomCutForest.load(model.toFiles());
		expect(stored.predict(zeros).fields[0]!.values).toEqual(scoresOf(model, zeros));
	});
});

describe('hyperparameters', () => {
	test('num_trees and num_samples_per_tree are how many there are', async () => {
		const { model } = await fitForest({ num_trees: '60', num_samples_per_tree: '100' }, rows);
		expect(model.trees).toHaveLength(60);
		expect(model.trees.map(sampleSizeOf)).toEqual(Array(60).fill(100));
	});

	test('more trees make the score steadier', async () => {
		const asked = takeRows(
			rows,
			Array.from({ length: 100 }, (_, i) => i)
		);
		const spread = async (num_trees: string) => {
			const given = { num_trees, num_samples_per_tree: '50' };
			const scores = await Promise.all(
				[1, 2, 3, 4].map(async (seed) => scoresOf((await fitForest(given, rows, {}, seed)).model, asked))
			);
			const deviations = Array.from(scores[0]!, (_, row) => {
				const values = scores.map((each) => each[row]!);
				const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
				return values.reduce((sum, each) => sum + (each - mean) ** 2, 0);
			});
			return deviations.reduce((sum, each) => sum + each, 0);
		};
		expect(await spread('400')).toBeLessThan((await spread('50')) / 4);
	});

	test('eval_metrics is what is told, as words or as JSON', async () => {
		const labelled = { ...rows, labels: Float32Array.from({ length: 400 }, (_, i) => Number(i < 4)) };
		const told = async (more: Record<string, string>) => {
			const { lines } = await fitForest(more, rows, { test: labelled });
			return lines.flatMap((line) => /, test (\w+) <score>/.exec(line)?.[1] ?? []);
		};
		expect(await told({})).toEqual(['accuracy', 'precision', 'recall', 'f1']);
		expect(await told({ eval_metrics: 'accuracy' })).toEqual(['accuracy']);
		expect(await told({ eval_metrics: '["precision_recall_fscore"]' })).toEqual([
			'precision',
			'recall',
			'f1'
		]);
	});

	test.each([
		[{ mini_batch_size: '500' }, "u'500' is not valid"],
		[{ num_trees: '49' }, "u'49' is not valid"],
		[{ eval_metrics: 'auc' }, "u'auc' is not one of"],
		[{ feature_dim: '2' }, 'cannot copy sequence with size 3 to array axis with dimension 2']
	] as [Record<string, string>, string][])('refuses %o', async (given, message) => {
		await expect(fitForest(given, rows)).rejects.toThrow(message);
	});
});

test('the channel test is judged by three deviations above the mean', async () => {
	const far = tableOf(
		[
			[50, 0, 0],
			[0, -50, 9],
			[0, 0, 0],
			[0.1, 0, 0.2]
		],
		[1, 1, 0, 1]
	);
	const { lines } = await fitForest({}, rows, { test: far });
	const value = (name: string) =>
		Number(
			lines
				.find((line) => line.includes(`test ${name} `))!
				.split('=')
				.at(-1)
		);
	expect([value('accuracy'), value('precision'), value('recall')]).toEqual([0.75, 1, 2 / 3]);
	expect(value('f1')).toBeCloseTo(0.8, 12);
	for (const labels of [null, Float32Array.of(1, 1, 0, 2)]) {
		await expect(fitForest({}, rows, { test: { ...far, labels } })).rejects.toMatchObject({
			code: labels ? 'BadLabel' : 'MissingLabel'
		});
	}
});

describe('odd tables', () => {
	test('one row, and rows that are all the same, have finite scores; another point is stranger', async () => {
		for (const table of [tableOf([[1, 2]]), tableOf(Array.from({ length: 40 }, () => [1, 2]))]) {
			const { model } = await fitForest({}, table);
			const [same, other] = scoresOf(
				model,
				tableOf([
					[1, 2],
					[1, 3]
				])
			);
			expect(Number.isFinite(same)).toBe(true);
			expect(other).toBeGreaterThan(same!);
		}
	});

	test('a point that comes often is less strange than one that comes once', async () => {
		const often = Array.from({ length: 60 }, () => [5, 5]);
		const { model } = await fitForest(
			{},
			tableOf([...often, [-5, 5], ...Array.from({ length: 60 }, (_, i) => [i / 60, i % 7])])
		);
		const [many, once] = scoresOf(
			model,
			tableOf([
				[5, 5],
				[-5, 5]
			])
		);
		expect(many! * 2).toBeLessThan(once!);
	});

	test('a column that is constant changes nothing', async () => {
		const { x } = flowers;
		const more = tableOf(Array.from({ length: 150 }, (_, i) => [...x.subarray(i * 4, i * 4 + 4), 7]));
		const scores = scoresOf((await fitForest({}, { ...flowers, labels: null })).model, flowers);
		scoresOf((await fitForest({}, more)).model, more).forEach((score, i) => expect(score).toBe(scores[i]));
	});

	test('a missing value is refused', async () => {
		await expect(fitForest({}, tableOf([[1], [null]]))).rejects.toMatchObject({ code: 'MissingValue' });
	});

	test('many columns', async () => {
		const wide = planted(30, 1000, 3);
		const { model } = await fitForest({ num_trees: '50' }, wide);
		expect(scoresOf(model, wide).every(Number.isFinite)).toBe(true);
	});
});

test('a model is refused wherever it is cut off', async () => {
	const bytes = (await fitForest({ num_samples_per_tree: '5' }, rows)).model.toFiles()['model_algo-1']!;
	for (const length of [0, 7, 12, 20, 40, bytes.length - 1]) {
		expect(() => randomCutForest.load({ 'model_algo-1': bytes.subarray(0, length) })).toThrow(
			expect.objectContaining({ code: 'BadModel' })
		);
	}
});
