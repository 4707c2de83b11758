import { describe, expect, test } from 'vitest';
import { sparseOf } from '#ml/data/sparse-rows.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { breastCancer, iris } from '#tests/support/datasets.ts';
import { digits } from '#tests/support/digits.ts';
import { golden } from '#tests/support/golden.ts';
import { fitPca } from '#tests/support/pca.ts';

interface Facts {
	readonly kept: number;
	readonly mean: number[];
	/** All singular values, the least first. */
	readonly s: number[];
	/** The components that are kept, the greatest last. */
	readonly v: number[][];
	readonly ratio: number;
	/** Of the first three rows. */
	readonly projection: number[][];
	/** Without taking the mean away. */
	readonly withMean: { readonly s: number[] };
	/** Shares of the variance that the randomized solver keeps, by seed. */
	readonly randomized: number[];
}

const reference = golden<Record<'iris' | 'breastCancer' | 'digits', Facts>>('pca/reference');
const tables: readonly (readonly [string, Dataset, Facts])[] = [
	['iris', iris(), reference.iris],
	['breast cancer', breastCancer(), reference.breastCancer],
	['digits', digits(), reference.digits]
];
const asSparse = (data: Dataset): Dataset => ({ ...data, x: new Float32Array(0), sparse: sparseOf(data) });
const keptOf = (model: { keptOf(data: Dataset): { whole: number; kept: number } }, data: Dataset): number => {
	const { whole, kept } = model.keptOf(data);
	return kept / whole;
};

function expectNear(ours: ArrayLike<number>, theirs: readonly number[], within: number): void {
	const size = Math.max(...theirs.map(Math.abs));
	expect(ours).toHaveLength(theirs.length);
	theirs.forEach((value, i) => expect(Math.abs(ours[i]! - value)).toBeLessThan(within * size));
}

describe.each(tables)('on %s, beside scikit-learn', (_, table, facts) => {
	const given = { num_components: String(facts.kept), mini_batch_size: '50' };

	test.each([
		['dense', table],
		['sparse', asSparse(table)]
	])('regular of %s rows has the same mean, directions, values and projections', async (_kind, rows) => {
		const { model } = await fitPca(given, rows);
		const { mean, v, s } = model.parameters;
		expectNear(mean, facts.mean, 1e-6);
		expectNear(s, facts.s.slice(-facts.kept), 1e-6);
		expectNear(
			v,
			facts.mean.flatMap((_mean, j) => facts.v.map((component) => component[j]!)),
			1e-4
		);
		const { values } = model.predict(rows).fields[0]!;
		expectNear(values.subarray(0, 3 * facts.kept), facts.projection.flat(), 1e-5);
		expect(keptOf(model, rows)).toBeCloseTo(facts.ratio, 6);
	});

	test('with all components the least values are right, too', async () => {
		const { model } = await fitPca({ num_components: String(table.columns) }, table);
		expectNear(model.parameters.s, facts.s, 1e-7);
		expect(keptOf(model, table)).toBeCloseTo(1, 6);
	});

	test('without taking the mean away it is the singular value decomposition', async () => {
		const { model } = await fitPca({ ...given, subtract_mean: 'False' }, table);
		expectNear(model.parameters.s, facts.withMean.s, 1e-6);
		expect(model.parameters.mean.every((value) => value === 0)).toBe(true);
	});

	test.each([
		['dense', table],
		['sparse', asSparse(table)]
	])('randomized of %s rows keeps as much as its randomized solver, over five seeds', async (_kind, rows) => {
		for (const seed of [0, 1, 2, 3, 4]) {
			const { model } = await fitPca({ ...given, algorithm_mode: 'randomized' }, rows, {}, seed);
			const share = keptOf(model, rows);
			expect(share).toBeGreaterThan(Math.min(...facts.randomized) - 1e-6);
			expect(share).toBeLessThan(facts.ratio + 1e-6);
		}
	});
});
