import { readFileSync } from 'node:fs';
import { gunzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { drawSeeds } from '#ml/algorithms/kmeans/draw-seeds.ts';
import { drawInParallel } from '#ml/algorithms/kmeans/parallel-seeds.ts';
import { inOrder, pointsOf, sumOfSquares } from '#ml/algorithms/kmeans/points.ts';
import { drawApart, rowsAsCenters, type Choice } from '#ml/algorithms/kmeans/seeds.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { readTable } from '#ml/data/read-table.ts';
import { planted, tableOf } from '#tests/support/datasets.ts';
import { digits } from '#tests/support/digits.ts';
import { golden } from '#tests/support/golden.ts';
import { fitKMeans } from '#tests/support/kmeans.ts';

interface Starts {
	readonly k: number;
	/** Inertia of what k-means++ of scikit-learn draws, by seed, and after Lloyd's rounds from one draw. */
	readonly seeded: number[];
	readonly oneStart: number[];
}

const { starts } = golden<{ starts: { digits: Starts; cards: Starts } }>('kmeans/reference');
const SEEDS = [0, 1, 2, 3, 4];

/** The 28 components of the payments, as generate.py takes them. */
function cards(): Dataset {
	const file = new URL('../../../golden/data/card-fraud/card-fraud.csv.gz', import.meta.url);
	const names = Array.from({ length: 28 }, (_, i) => `V${i + 1}`);
	return tableOf(
		readTable(gunzipSync(readFileSync(file))).map((row) => names.map((name) => Number(row[name])))
	);
}

const allOf = (table: Dataset): Choice => ({
	points: pointsOf(table),
	indexes: inOrder(table.rows),
	weights: null
});
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const spread = (values: readonly number[]): number =>
	Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

describe.each([
	['digits', digits(), starts.digits],
	['payments with cards', cards(), starts.cards]
])('k-means‖ on %s', (_name, table, { k, seeded, oneStart }) => {
	test('draws rows as good as those of k-means++ in scikit-learn, over five seeds', () => {
		const choice = allOf(table);
		const ours = SEEDS.map((seed) =>
			sumOfSquares(choice.points, rowsAsCenters(choice.points, drawInParallel(choice, k, new Rng(seed))))
		);
		expect(mean(ours)).toBeLessThan(mean(seeded) + spread(seeded));
	});

	test('is what kmeans++ means for so many rows, and Lloyd’s rounds end as well from there', async () => {
		const given = {
			k: String(k),
			extra_center_factor: '1',
			init_method: 'kmeans++',
			mini_batch_size: String(table.rows),
			epochs: '300'
		};
		const ours: number[] = [];
		for (const seed of SEEDS) ours.push((await fitKMeans(given, table, {}, seed)).model.sumOfSquares(table));
		expect(mean(ours)).toBeLessThan(mean(oneStart) + 2 * spread(oneStart));
	});
});

test('it is taken from 16 centres and 100 rows for each on', () => {
	const drawn = (rows: number, count: number, draw: typeof drawApart): number[] =>
		Array.from(draw(allOf(planted(rows, 3, 1)), count, new Rng(4)));
	const chosen: typeof drawApart = (choice, count, rng) => drawSeeds('kmeans++', choice, count, rng);
	expect(drawn(1600, 16, chosen)).toEqual(drawn(1600, 16, drawInParallel));
	expect(drawn(1599, 16, chosen)).toEqual(drawn(1599, 16, drawApart));
	expect(drawn(1600, 15, chosen)).toEqual(drawn(1600, 15, drawApart));
	expect(drawn(1600, 16, drawInParallel)).not.toEqual(drawn(1600, 16, drawApart));
});

test('no row is drawn twice, and only those that may be', () => {
	const table = planted(400, 3, 1);
	const indexes = inOrder(400).filter((row) => row % 2 === 0);
	const seeds = drawInParallel({ points: pointsOf(table), indexes, weights: null }, 30, new Rng(2));
	expect(new Set(seeds).size).toBe(30);
	expect(seeds.every((row) => row % 2 === 0)).toBe(true);
});

test('a row without weight is never drawn', () => {
	const table = planted(400, 3, 1);
	const weights = Float64Array.from({ length: 400 }, (_, row) => row % 2);
	for (const seed of SEEDS) {
		const seeds = drawInParallel({ ...allOf(table), weights }, 20, new Rng(seed));
		expect(seeds.every((row) => row % 2 === 1)).toBe(true);
	}
});

test('where rows lie on each other it falls back on k-means++', () => {
	const choice = allOf(tableOf(Array.from({ length: 60 }, (_, row) => [row % 3])));
	expect(drawInParallel(choice, 5, new Rng(1))).toHaveLength(5);
	const spots = drawInParallel(choice, 3, new Rng(1));
	expect(new Set(Array.from(spots, (row) => row % 3)).size).toBe(3);
});
