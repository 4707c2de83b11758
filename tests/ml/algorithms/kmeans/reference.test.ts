import { describe, expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { Centers } from '#ml/algorithms/kmeans/centers.ts';
import { hyperparameters } from '#ml/algorithms/kmeans/hyperparameters.ts';
import { inOrder, pointsOf } from '#ml/algorithms/kmeans/points.ts';
import { lloydRounds } from '#ml/algorithms/kmeans/stream.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { parseHyperparameters } from '#ml/hyperparameters/parse.ts';
import { iris } from '#tests/support/datasets.ts';
import { digits } from '#tests/support/digits.ts';
import { golden } from '#tests/support/golden.ts';
import { fitKMeans } from '#tests/support/kmeans.ts';

interface Facts {
	readonly k: number;
	/** The exact numbers begin a quarter of the way from k rows to the mean of all. */
	readonly inertiaAfter: number[];
	readonly inertia: number;
	readonly rounds: number;
	readonly labels: number[];
	/** By seed. */
	readonly oneStart: number[];
	readonly tenStarts: number[];
	readonly miniBatch: number[];
	readonly batch: number;
}

const reference = golden<{ iris: Facts; digits: Facts }>('kmeans/reference');
const tables: readonly (readonly [string, Dataset, Facts])[] = [
	['iris', iris(), reference.iris],
	['digits', digits(), reference.digits]
];

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const spread = (values: readonly number[]): number =>
	Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

async function inertias(given: Record<string, string>, table: Dataset): Promise<number[]> {
	const found: number[] = [];
	for (const seed of [0, 1, 2, 3, 4]) {
		found.push((await fitKMeans(given, table, {}, seed)).model.sumOfSquares(table));
	}
	return found;
}

describe.each(tables)('on %s, beside scikit-learn', (_, table, facts) => {
	const k = String(facts.k);

	test('Lloyd’s rounds give the same inertia after each round, and the same clusters', async () => {
		const points = pointsOf(table);
		const order = inOrder(table.rows);
		const start = new Centers(points, new Float64Array(facts.k * table.columns));
		for (let c = 0; c < facts.k; c++) {
			const owners = new Uint32Array(table.rows).fill(c);
			const weights = new Float64Array(table.rows).fill(0.25);
			weights[c * Math.floor(table.rows / facts.k)]! += 0.75 * table.rows;
			start.give(order, owners, weights);
		}
		start.move();
		const centers = new Centers(points, start.values);
		const given = { feature_dim: String(table.columns), k, epochs: '300' };
		const p = parseHyperparameters(hyperparameters, given);
		const closest = new Uint32Array(table.rows);
		const squares = new Float64Array(table.rows);
		const told: number[] = [];
		const losses: number[] = [];
		await lloydRounds(points, centers, p, {
			search: points,
			rng: new Rng(0),
			stop: { aborted: false },
			breathe: () => Promise.resolve(),
			beginEpoch() {},
			endEpoch(_, msd) {
				told.push(msd * table.rows);
				points.nearest(order, centers.values, closest);
				points.squaresTo(order, centers.values, closest, squares);
				losses.push(squares.reduce((sum, square) => sum + square, 0));
			}
		});
		facts.inertiaAfter.slice(0, losses.length).forEach((inertia, i) => {
			expect(losses[i]! / inertia).toBeCloseTo(1, 6);
		});
		expect(losses.at(-1)! / facts.inertia).toBeCloseTo(1, 6);
		expect(told.at(-1)! / facts.inertia).toBeCloseTo(1, 6);
		expect(told.slice(1).every((loss, i) => loss <= told[i]! * (1 + 1e-12))).toBe(true);
		expect([...closest]).toEqual(facts.labels);
	});

	test('one careful start is as good as one of its own', async () => {
		const given = { k, extra_center_factor: '1', init_method: 'kmeans++', epochs: '300' };
		const ours = await inertias(given, table);
		expect(mean(ours)).toBeLessThan(mean(facts.oneStart) + 2 * spread(facts.oneStart) + 1e-4 * facts.inertia);
	});

	test('one pass in batches is better than mini-batches of its own', async () => {
		const ours = await inertias({ k, mini_batch_size: String(facts.batch) }, table);
		expect(mean(ours)).toBeLessThan(mean(facts.miniBatch));
	});

	test('the usual settings come near to the best of ten starts', async () => {
		const ours = await inertias({ k, epochs: '10' }, table);
		expect(mean(ours)).toBeLessThan(mean(facts.tenStarts) * 1.02);
	});
});
