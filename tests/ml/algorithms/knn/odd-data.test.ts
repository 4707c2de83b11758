import { describe, expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { knn } from '#ml/algorithms/knn/index.ts';
import { SparseIndex } from '#ml/algorithms/knn/sparse-index.ts';
import { takeRows, type Dataset } from '#ml/data/dataset.ts';
import { sparseOf } from '#ml/data/sparse-rows.ts';
import { iris, tableOf } from '#tests/support/datasets.ts';
import { answersOf, fifths, fitKnn } from '#tests/support/knn.ts';

const { train, test: held } = fifths(iris());

function sparse(data: Dataset): Dataset {
	return { ...data, x: new Float32Array(0), sparse: sparseOf(data) };
}

/** Rows with ten cells that are not 0 in a million columns. */
function wide(rows: number, seed: number): Dataset {
	const rng = new Rng(seed);
	const columns = 1_000_000;
	const starts = Uint32Array.from({ length: rows + 1 }, (_, i) => i * 10);
	const places = new Uint32Array(rows * 10);
	for (let row = 0; row < rows; row++) {
		const drawn = Array.from({ length: 10 }, () => rng.below(columns)).sort((a, b) => a - b);
		places.set(drawn, row * 10);
	}
	const values = Float32Array.from({ length: rows * 10 }, () => rng.next() + 0.5);
	const labels = Float32Array.from({ length: rows }, (_, i) => i % 2);
	return { rows, columns, x: new Float32Array(0), sparse: { starts, places, values }, labels, weights: null };
}

describe('sparse rows', () => {
	test.each(['L2', 'INNER_PRODUCT', 'COSINE'])(
		'by %s give the answers of dense ones',
		async (index_metric) => {
			const dense = (await fitKnn({ index_metric }, train)).model;
			const kept = (await fitKnn({ index_metric }, sparse(train))).model;
			expect(kept.index).toBeInstanceOf(SparseIndex);
			const expected = answersOf(dense, held);
			for (const model of [kept, knn.load(kept.toFiles()) as typeof kept]) {
				for (const rows of [held, sparse(held)]) {
					const found = answersOf(model, rows);
					expect(found['predicted_label']).toEqual(expected['predicted_label']);
					found['distances']!.forEach((distance, i) => {
						expect(distance).toBeCloseTo(expected['distances']![i]!, 5);
					});
				}
			}
		}
	);

	test.each([
		['faiss.IVFFlat', {}],
		['faiss.Flat', { dimension_reduction_type: 'sign', dimension_reduction_target: '3' }],
		['faiss.Flat', { dimension_reduction_type: 'fjlt', dimension_reduction_target: '3' }]
	])('with %s %o become dense, and give the same model', async (index_type, more) => {
		const dense = await fitKnn({ index_type, ...more }, train);
		expect((await fitKnn({ index_type, ...more }, sparse(train))).model.toFiles()).toEqual(
			dense.model.toFiles()
		);
	});

	test('of a million columns are found again, as they are and by random signs', async () => {
		const table = wide(200, 1);
		for (const more of [{}, { dimension_reduction_type: 'sign', dimension_reduction_target: '64' }]) {
			const { model } = await fitKnn({ k: '1', ...more }, table);
			expect(model.predict(table).fields[0]!.values).toEqual(table.labels);
		}
	});
});

describe('odd tables', () => {
	test('more neighbours than rows: all are asked', async () => {
		const { model } = await fitKnn({ k: '50' }, tableOf([[1], [2], [3]], [0, 1, 1]));
		const found = answersOf(model, tableOf([[0]]));
		expect(found['distances']).toEqual(Float32Array.of(1, 4, 9));
		expect(found['predicted_label']).toEqual(Float32Array.of(1));
	});

	test('rows that are all the same, and labels that are', async () => {
		const same = tableOf(
			Array.from({ length: 300 }, () => [3, 4]),
			Array.from({ length: 300 }, () => 7)
		);
		for (const more of [
			{},
			{ index_type: 'faiss.IVFFlat' },
			{ index_type: 'faiss.IVFPQ', faiss_index_pq_m: '2' }
		]) {
			const found = answersOf((await fitKnn(more, same)).model, takeRows(same, [0]));
			expect(found['predicted_label']).toEqual(Float32Array.of(7));
			for (const distance of found['distances']!) expect(distance).toBeCloseTo(0, 12);
		}
	});

	test('duplicates of a row are all its neighbours, at no distance', async () => {
		const table = tableOf(
			[
				[1e6, 0.1],
				[1e6, 0.1],
				[1e6, 0.2],
				[0, 0]
			],
			[1, 1, 0, 0]
		);
		const found = answersOf((await fitKnn({}, table)).model, takeRows(table, [1]));
		expect([...found['distances']!]).toEqual([0, 0, expect.closeTo(0.01, 6)]);
	});

	test('large numbers with small differences keep their order', async () => {
		const table = tableOf(
			Array.from({ length: 64 }, (_, i) => [1_600_000_000 + 128 * i, 5]),
			Array.from({ length: 64 }, (_, i) => i)
		);
		const { model } = await fitKnn({ k: '1' }, table);
		expect(model.predict(table).fields[0]!.values).toEqual(table.labels);
	});

	test('numbers whose squares overflow 32 bits', async () => {
		const table = tableOf([[1e25], [-1e25], [3e25]], [0, 1, 2]);
		const found = answersOf((await fitKnn({ k: '1' }, table)).model, tableOf([[2.9e25]]));
		expect(found['predicted_label']).toEqual(Float32Array.of(2));
	});

	test('rows of zeros under COSINE', async () => {
		const table = tableOf(
			[
				[0, 0],
				[1, 1]
			],
			[0, 1]
		);
		const found = answersOf(
			(await fitKnn({ k: '1', index_metric: 'COSINE' }, table)).model,
			tableOf([[2, 2]])
		);
		expect(found['predicted_label']).toEqual(Float32Array.of(1));
	});

	test('a missing value is refused by channel, row and feature', async () => {
		await expect(
			fitKnn(
				{},
				tableOf(
					[
						[1, 2],
						[3, null]
					],
					[0, 1]
				)
			)
		).rejects.toThrow("Channel 'train', row 2: feature 2 has no value.");
		const { model } = await fitKnn({}, train);
		expect(() => model.predict(tableOf([[1, null, 3, 4]]))).toThrow(
			expect.objectContaining({ kind: 'user', code: 'MissingValue' })
		);
	});

	test('rows without labels, and labels that are none', async () => {
		await expect(fitKnn({}, tableOf([[1]]))).rejects.toMatchObject({ code: 'MissingLabel' });
		await expect(fitKnn({}, tableOf([[1], [2]], [0, NaN]))).rejects.toMatchObject({ code: 'BadLabel' });
	});
});

test('rows may be asked in any order, and the index may be built in any', async () => {
	const order = new Rng(3).shuffle(Array.from({ length: held.rows }, (_, i) => i));
	const { model } = await fitKnn({ k: '1' }, train);
	const straight = answersOf(model, held)['distances']!;
	const mixed = answersOf(model, takeRows(held, order))['distances']!;
	expect([...mixed]).toEqual(order.map((row) => straight[row]));
	const turned = takeRows(train, new Rng(4).shuffle(Array.from({ length: train.rows }, (_, i) => i)));
	expect(answersOf((await fitKnn({ k: '1' }, turned)).model, held)['distances']).toEqual(straight);
});
