import { describe, expect, test } from 'vitest';
import type { IvfIndex } from '#ml/algorithms/knn/ivf-index.ts';
import type { CodeStore } from '#ml/algorithms/knn/code-store.ts';
import { breastCancer, iris, planted, tableOf } from '#tests/support/datasets.ts';
import { answersOf, fifths, fitKnn } from '#tests/support/knn.ts';

const flowers = fifths(iris());
const line = tableOf([[0], [1], [2], [3], [10]], [0, 0, 1, 1, 1]);

test('k neighbours are asked', async () => {
	const asked = tableOf([[0.6]]);
	const labels = async (k: string) => answersOf((await fitKnn({ k }, line)).model, asked);
	expect(await labels('1')).toMatchObject({ predicted_label: Float32Array.of(0) });
	expect(await labels('5')).toMatchObject({ predicted_label: Float32Array.of(1) });
	expect((await labels('2'))['labels']).toEqual(Float32Array.of(0, 0));
});

test('predictor_type votes or takes the mean', async () => {
	const asked = tableOf([[1.4]]);
	const answer = async (predictor_type: string) =>
		answersOf((await fitKnn({ predictor_type }, line)).model, asked)['predicted_label']![0];
	expect(await answer('classifier')).toBe(0);
	expect(await answer('regressor')).toBeCloseTo(1 / 3, 6);
});

test('sample_size rows are kept, with their labels, each row as likely as the others', async () => {
	const table = tableOf(
		Array.from({ length: 40 }, (_, i) => [i]),
		Array.from({ length: 40 }, (_, i) => i)
	);
	const counts = new Float64Array(40);
	for (let seed = 0; seed < 200; seed++) {
		const { model } = await fitKnn({ sample_size: '10', k: '1' }, table, {}, seed);
		expect(new Set(model.labels).size).toBe(10);
		for (const label of model.labels) counts[label]!++;
		expect([...model.predict(table).fields[0]!.values].filter((label, i) => label === i)).toHaveLength(10);
	}
	// 200 draws of 10 in 40: 50 each, with a deviation of about 6.
	expect(Math.min(...counts)).toBeGreaterThan(28);
	expect(Math.max(...counts)).toBeLessThan(75);
});

test.each(['sign', 'fjlt'])('dimension_reduction_type %s keeps distances, about', async (type) => {
	const { train, test: held } = fifths(breastCancer());
	const exact = (await fitKnn({ k: '1' }, train)).model;
	const given = { k: '1', dimension_reduction_type: type, dimension_reduction_target: '20' };
	const { model, lines } = await fitKnn(given, train, { test: held });
	expect(model.index.dimension).toBe(20);
	expect(model.features).toBe(30);
	expect(Number(lines.at(-1)!.split('=').at(-1))).toBeGreaterThan(0.85);
	const share = answersOf(model, held)['distances']!.map(
		(distance, i) => distance / answersOf(exact, held)['distances']![i]!
	);
	const sorted = share.sort();
	expect(sorted[Math.floor(sorted.length / 2)]).toBeGreaterThan(0.4);
	expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(1.6);
});

test('dimension_reduction_target is how long a reduced row is', async () => {
	for (const target of ['2', '3']) {
		const given = { dimension_reduction_type: 'sign', dimension_reduction_target: target };
		expect((await fitKnn(given, flowers.train)).model.index.dimension).toBe(Number(target));
	}
});

describe('index_metric', () => {
	const rows = tableOf(
		[
			[1, 0],
			[0.5, 0.5],
			[10, 11]
		],
		[0, 1, 2]
	);
	test.each([
		['L2', 0, 0.05],
		['INNER_PRODUCT', 2, 11.2],
		['COSINE', 0, 0.976187]
	])('%s has a nearest row of its own', async (index_metric, label, distance) => {
		const { model } = await fitKnn({ k: '1', index_metric }, rows);
		const asked = tableOf([[0.9, 0.2]]);
		const found = answersOf(model, asked);
		expect(found['labels']).toEqual(Float32Array.of(label));
		expect(found['distances']![0]).toBeCloseTo(distance, 5);
	});
});

describe('index_type', () => {
	test('faiss.IVFFlat and faiss.IVFPQ look at some cells only, and IVFPQ keeps bytes', async () => {
		const { train } = fifths(breastCancer());
		const flat = (await fitKnn({ index_type: 'faiss.IVFFlat' }, train)).model.index as IvfIndex;
		expect(flat.probes).toBeLessThan(flat.centres.count);
		const given = { index_type: 'faiss.IVFPQ', faiss_index_pq_m: '8' };
		const coded = (await fitKnn(given, train)).model.index as IvfIndex<CodeStore>;
		expect(coded.store.codes).toHaveLength(456 * 8);
		// 30 features are filled up to 32, which 8 parts divide.
		expect(coded.dimension).toBe(32);
	});

	test('faiss_index_ivf_nlists is the number of cells; auto is the root of sample_size', async () => {
		const cells = async (more: Record<string, string>) => {
			const { model } = await fitKnn({ index_type: 'faiss.IVFFlat', ...more }, flowers.train);
			return (model.index as IvfIndex).centres.count;
		};
		expect(await cells({ faiss_index_ivf_nlists: '4' })).toBe(4);
		expect(await cells({})).toBe(11);
		expect(await cells({ sample_size: '64' })).toBe(8);
	});

	test('with all cells looked at, IVFFlat finds what Flat finds', async () => {
		const exact = answersOf((await fitKnn({}, flowers.train)).model, flowers.test);
		const given = { index_type: 'faiss.IVFFlat', faiss_index_ivf_nlists: '2' };
		expect(answersOf((await fitKnn(given, flowers.train)).model, flowers.test)).toEqual(exact);
	});
});

test('mini_batch_size is how many rows are tested before the log says so; the model is the same', async () => {
	const run = async (mini_batch_size: string) =>
		await fitKnn({ mini_batch_size }, flowers.train, { test: flowers.test });
	const [all, some] = [await run('5000'), await run('10')];
	const told = (lines: readonly string[]): number =>
		lines.filter((line) => line.startsWith('#test_score (algo-1) : (')).length;
	expect([told(all.lines), told(some.lines)]).toEqual([1, 3]);
	expect(some.lines.at(-1)).toBe(all.lines.at(-1));
	expect(some.model.toFiles()).toEqual(all.model.toFiles());
});

test.each([
	[{ dimension_reduction_target: '2' }, 'dimension_reduction_target has no effect'],
	[{ faiss_index_pq_m: '2' }, 'faiss_index_pq_m has no effect'],
	[{ faiss_index_ivf_nlists: '3' }, 'faiss_index_ivf_nlists has no effect']
])('what cannot have an effect is told: %o', async (given, words) => {
	const { lines } = await fitKnn(given, flowers.train);
	expect(lines.some((line) => line.startsWith('WARNING') && line.includes(words))).toBe(true);
});

test.each([
	[{ dimension_reduction_type: 'sign' }, "u'dimension_reduction_target' is a required property"],
	[
		{ dimension_reduction_type: 'fjlt', dimension_reduction_target: '4' },
		'dimension_reduction_target: 4 is not less than feature_dim, 4'
	],
	[{ index_type: 'faiss.IVFPQ' }, "u'faiss_index_pq_m' is a required property"],
	[
		{ index_type: 'faiss.IVFPQ', faiss_index_pq_m: '2', index_metric: 'COSINE' },
		'index_metric: COSINE does not go with index_type faiss.IVFPQ'
	],
	[{ faiss_index_pq_m: '5' }, "u'5' is not one of [u'1'"],
	[{ feature_dim: '5' }, 'cannot copy sequence with size 4 to array axis with dimension 5'],
	[
		{ index_type: 'faiss.IVFFlat', faiss_index_ivf_nlists: '121' },
		'Number of training points (120) should be at least as large as number of clusters (121)'
	],
	[
		{ index_type: 'faiss.IVFPQ', faiss_index_pq_m: '2' },
		'Number of training points (120) should be at least as large as number of clusters (256)'
	]
] as Record<string, string>[][])('refuses %o', async (given, message) => {
	await expect(fitKnn(given as Record<string, string>, flowers.train)).rejects.toThrow(String(message));
});

test('a planted function is learnt', async () => {
	const given = { predictor_type: 'regressor', k: '5' };
	const { lines } = await fitKnn(given, planted(2000, 3, 1), { test: planted(200, 3, 2) });
	// The label's own variance is about 4.
	expect(Number(lines.at(-1)!.split('=').at(-1))).toBeLessThan(0.4);
});
