import { describe, expect, test } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { knn } from '#ml/algorithms/knn/index.ts';
import type { IvfIndex } from '#ml/algorithms/knn/ivf-index.ts';
import type { KnnModel } from '#ml/algorithms/knn/model.ts';
import type { ModelFiles } from '#ml/algorithm.ts';
import { iris } from '#tests/support/datasets.ts';
import { answersOf, fifths, fitKnn } from '#tests/support/knn.ts';

const { train, test: held } = fifths(iris());

/** The files with other members in the JSON; undefined leaves one out. */
function edited(files: ModelFiles, members: Record<string, unknown>): ModelFiles {
	const json = { ...JSON.parse(decodeUtf8(files['model_algo-1.json']!)), ...members } as unknown;
	return { ...files, 'model_algo-1.json': encodeUtf8(JSON.stringify(json)) };
}

const load = (files: ModelFiles): KnnModel => knn.load(files) as KnnModel;

describe('model_algo-1.json', () => {
	test('says how the index is asked', async () => {
		const given = {
			dimension_reduction_type: 'sign',
			dimension_reduction_target: '3',
			index_metric: 'COSINE'
		};
		const files = (await fitKnn({ ...given, k: '4' }, train)).model.toFiles();
		expect(Object.keys(files)).toEqual(['model_algo-1', 'model_algo-1.labels', 'model_algo-1.json']);
		expect(JSON.parse(decodeUtf8(files['model_algo-1.json']!))).toEqual({
			version: '1.0',
			k: 4,
			predictor_type: 'classifier',
			feature_dim: 4,
			normalize: true,
			dimension_reduction: { type: 'sign', target: 3, seed: expect.any(Number) as number }
		});
		expect(files['model_algo-1.labels']).toHaveLength(4 * train.rows);
	});

	test('may be edited before hosting: k, predictor_type, nprobe', async () => {
		const { model } = await fitKnn({ index_type: 'faiss.IVFFlat' }, train);
		const files = model.toFiles();
		expect(answersOf(load(edited(files, { k: 9 })), held)['labels']).toHaveLength(9 * held.rows);
		const mean = answersOf(load(edited(files, { predictor_type: 'regressor' })), held)['predicted_label']!;
		expect(mean.some((value) => !Number.isInteger(value))).toBe(true);
		expect((load(edited(files, { nprobe: 1 })).index as IvfIndex).probes).toBe(1);
		expect((load(edited(files, { nprobe: 1000 })).index as IvfIndex).probes).toBe(11);
	});

	test.each([
		[{ k: 0 }, 'k in model_algo-1.json must be a whole number, at least 1, and is 0'],
		[{ k: undefined }, 'is missing'],
		[{ predictor_type: 'both' }, 'predictor_type in model_algo-1.json must be classifier or regressor'],
		[{ version: '2.0' }, 'version in model_algo-1.json must be "1.0"'],
		[{ normalize: 1 }, 'normalize in model_algo-1.json must be true or false'],
		[{ dimension_reduction: 3 }, 'dimension_reduction in model_algo-1.json must be null or an object'],
		[{ dimension_reduction: { type: 'pca' } }, 'dimension_reduction.type in model_algo-1.json must be sign'],
		[{ feature_dim: 9 }, 'its index does not fit feature_dim']
	])('with %o is refused', async (members, message) => {
		const files = (await fitKnn({}, train)).model.toFiles();
		expect(() => load(edited(files, members))).toThrow(message);
	});
});

test.each([
	['faiss.Flat', 'L2'],
	['faiss.Flat', 'COSINE'],
	['faiss.IVFFlat', 'INNER_PRODUCT']
])('a model of %s by %s is refused wherever it is cut off', async (index_type, index_metric) => {
	const files = (await fitKnn({ index_type, index_metric }, train)).model.toFiles();
	const bytes = files['model_algo-1']!;
	for (const length of [0, 3, 4, 20, 60, Math.floor(bytes.length / 2), bytes.length - 1]) {
		expect(() => load({ ...files, 'model_algo-1': bytes.subarray(0, length) })).toThrow(
			expect.objectContaining({ kind: 'user', code: 'BadModel' })
		);
	}
	const short = files['model_algo-1.labels']!.subarray(4);
	expect(() => load({ ...files, 'model_algo-1.labels': short })).toThrow('119 labels for the 120 rows');
});
