import { describe, expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { lda } from '#ml/algorithms/lda/index.ts';
import { perWordLogLikelihood } from '#ml/algorithms/lda/per-word-log-likelihood.ts';
import { takeRows, type Dataset } from '#ml/data/dataset.ts';
import { readNdArrays } from '#ml/data/mxnet-ndarray.ts';
import { tableOf } from '#tests/support/datasets.ts';
import { corpusOf, fitLda, leastCosine, plantedTopics } from '#tests/support/lda.ts';

const WORDS = 200;
const { table, beta } = plantedTopics({ topics: 8, words: WORDS, documents: 400, length: 60 }, 1);
const train = takeRows(
	table,
	Array.from({ length: 320 }, (_, i) => i)
);
const held = takeRows(
	table,
	Array.from({ length: 80 }, (_, i) => 320 + i)
);
const pwll = (found: { metrics(words: string): number[] }): number => found.metrics('test pwll <score>')[0]!;
const fit = (given: Record<string, string> = {}, seed = 1) =>
	fitLda({ num_topics: '8', ...given }, train, { test: held }, seed);

function mixturesOf(
	model: { predict(data: Dataset): { fields: readonly { values: Float32Array }[] } },
	data: Dataset
) {
	return model.predict(data).fields[0]!.values;
}

describe('planted topics', () => {
	test('are found, whatever the seed', async () => {
		for (const seed of [1, 2, 3]) {
			const { model } = await fit({}, seed);
			expect(leastCosine(beta, model.topicModel.beta, WORDS)).toBeGreaterThan(0.97);
		}
	});

	test('are foreseen nearly as well as by themselves, and better with each sweep', async () => {
		const found = await fit();
		const truth = {
			topics: 8,
			words: WORDS,
			alpha: new Float32Array(8).fill(1 / 8),
			beta: Float32Array.from(beta, (share) => 0.999 * share + 0.001 / WORDS)
		};
		expect(pwll(found)).toBeGreaterThan(perWordLogLikelihood(truth, corpusOf(held)) - 0.05);
		const told = found.metrics('train pwll <score>');
		for (let i = 1; i < told.length; i++) expect(told[i]).toBeGreaterThan(told[i - 1]! - 0.005);
		expect(told.at(-1)).toBeGreaterThan(told[0]!);
	});

	test('of which a document has one give it a mixture of that one', async () => {
		const { model } = await fit();
		const t = [...Array(8).keys()].find((each) => model.topicModel.beta[each * WORDS] ?? 0 > 0)!;
		const words = Float32Array.from({ length: WORDS }, (_, w) =>
			Math.round(200 * model.topicModel.beta[t * WORDS + w]!)
		);
		const one = { rows: 1, columns: WORDS, x: words, labels: null, weights: null };
		expect(mixturesOf(model, one)[t]).toBeGreaterThan(0.9);
	});
});

describe('each hyperparameter has its effect', () => {
	test('num_topics is the number of topics, and too few foresee worse', async () => {
		const few = await fit({ num_topics: '2' });
		expect(few.model.topicModel.beta).toHaveLength(2 * WORDS);
		expect(pwll(few)).toBeLessThan(pwll(await fit()) - 0.1);
	});

	test('feature_dim must be the size of the vocabulary; sparse rows may be narrower', async () => {
		await expect(fit({ feature_dim: '100' })).rejects.toMatchObject({
			code: 'FeatureMismatch',
			message: 'cannot copy sequence with size 200 to array axis with dimension 100'
		});
		expect((await fit({ feature_dim: '210' })).model.features).toBe(210);
	});

	test('mini_batch_size is the number of documents: more are left out, fewer are refused', async () => {
		const half = await fit({ mini_batch_size: '160' });
		expect(half.lines).toContain('WARNING: mini_batch_size is 160: the 160 documents behind are left out.');
		const alone = await fitLda(
			{ num_topics: '8' },
			takeRows(
				train,
				Array.from({ length: 160 }, (_, i) => i)
			)
		);
		expect(half.model.toFiles()).toEqual(alone.model.toFiles());
		await expect(fit({ mini_batch_size: '321' })).rejects.toThrow('the mini-batch size is too high');
	});

	test('alpha0 is the sum of alpha; the larger, the evener the mixtures', async () => {
		const evenness: number[] = [];
		for (const alpha0 of ['0.1', '1', '10']) {
			const { model } = await fit({ alpha0 });
			expect(model.topicModel.alpha.reduce((sum, each) => sum + each)).toBeCloseTo(Number(alpha0), 4);
			const mixtures = mixturesOf(model, held);
			evenness.push(-mixtures.reduce((sum, share) => sum + share * share, 0));
		}
		expect(evenness).toEqual([...evenness].sort((a, b) => a - b));
	});

	test('max_restarts is the number of starts, of which the best is kept', async () => {
		const starts = (lines: readonly string[]): number[] =>
			lines.flatMap((line) => /ALS start .* error (\S+)/.exec(line)?.[1] ?? []).map(Number);
		expect(starts((await fit({ max_restarts: '1' })).lines)).toHaveLength(1);
		// Too few iterations to settle, so that the starts end apart.
		const short = { max_iterations: '1', tol: '0.9' };
		const one = await fit({ ...short, max_restarts: '1' }, 2);
		const many = await fit({ ...short, max_restarts: '6' }, 2);
		const errors = starts(many.lines);
		expect(errors).toHaveLength(6);
		expect(new Set(errors).size).toBeGreaterThan(1);
		expect(errors[0]).toBe(starts(one.lines)[0]);
		expect(Math.min(...errors)).toBeLessThan(errors[0]!);
		expect(many.model.toFiles()).not.toEqual(one.model.toFiles());
	});

	test('max_iterations ends decomposition and polishing', async () => {
		const short = await fit({ max_iterations: '2' });
		expect(short.metrics('train pwll <score>')).toHaveLength(2);
		expect(short.lines.join()).toContain('after 2 iterations');
		expect(short.model.toFiles()).not.toEqual((await fit()).model.toFiles());
	});

	test('tol ends decomposition and polishing earlier', async () => {
		const iterations = (lines: readonly string[]): number =>
			Number(/after (\d+) iterations/.exec(lines.join())?.[1]);
		const [fine, rough] = [await fit(), await fit({ tol: '0.05' })];
		expect(iterations(rough.lines)).toBeLessThan(iterations(fine.lines));
		const sweeps = (found: typeof fine): number => found.metrics('train pwll <score>').length;
		expect(sweeps(rough)).toBeLessThan(sweeps(fine));
	});
});

describe('odd corpora', () => {
	test.each([
		['one document', tableOf([[3, 0, 1, 2]]), '2'],
		['one word in all', tableOf([[1], [1]]), '2'],
		[
			'more topics than words or documents',
			tableOf([
				[3, 1],
				[0, 4],
				[2, 2]
			]),
			'7'
		],
		[
			'equal documents',
			tableOf([
				[2, 1, 0],
				[2, 1, 0],
				[2, 1, 0],
				[2, 1, 0]
			]),
			'3'
		],
		[
			'documents without words among others',
			tableOf([
				[0, 0],
				[3, 1],
				[0, 0],
				[1, 5]
			]),
			'2'
		],
		[
			'counts that are no whole numbers',
			tableOf([
				[0.5, 1.25, 0],
				[0, 0.1, 4.5],
				[2, 2, 0.3]
			]),
			'2'
		],
		[
			'one topic',
			tableOf([
				[3, 1, 0],
				[0, 4, 9]
			]),
			'1'
		]
	])('%s: topics and mixtures that add up to 1', async (_title, data, topics) => {
		const { model } = await fitLda({ num_topics: topics }, data, { test: data });
		const { beta, words } = model.topicModel;
		const mixtures = mixturesOf(model, data);
		for (const [shares, width] of [
			[beta, words],
			[mixtures, Number(topics)]
		] as const) {
			for (let at = 0; at < shares.length; at += width) {
				expect(shares.subarray(at, at + width).reduce((sum, each) => sum + each)).toBeCloseTo(1, 4);
			}
		}
	});

	test('a million words of which each document has a few', async () => {
		const rng = new Rng(1);
		const words = 1_000_000;
		const starts = Uint32Array.from({ length: 41 }, (_, d) => 30 * d);
		const places = Uint32Array.from({ length: 1200 }, (_, i) => (i % 30) * 33_333 + rng.below(3) * 1000);
		const sparse = { starts, places, values: new Float32Array(1200).fill(1) };
		const data = { rows: 40, columns: words, x: new Float32Array(0), sparse, labels: null, weights: null };
		const { model } = await fitLda({ num_topics: '2', max_iterations: '2', max_restarts: '1' }, data);
		expect(model.features).toBe(words);
		expect(mixturesOf(model, data).every(Number.isFinite)).toBe(true);
	});

	test.each([
		['a negative count', [[1, -2]], 'BadCount', "Channel 'train', document 1, word 2: the count is -2"],
		[
			'a missing count',
			[
				[1, 2],
				[null, 2]
			],
			'MissingValue',
			"Channel 'train', document 2, word 1"
		],
		['no words at all', [[0, 0]], 'EmptyChannel', 'its documents have no words']
	])('%s is refused', async (_title, rows, code, message) => {
		const refused = fitLda({ num_topics: '2' }, tableOf(rows));
		await expect(refused).rejects.toMatchObject({
			code,
			message: expect.stringContaining(message) as string
		});
	});
});

describe('the model', () => {
	test('is the arrays alpha and beta as MXNet saves them, and answers the same after them', async () => {
		const { model } = await fit();
		const files = model.toFiles();
		expect(Object.keys(files)).toEqual(['model_algo-1']);
		expect(readNdArrays(files['model_algo-1']!).map(({ name, shape }) => [name, shape])).toEqual([
			['alpha', [8]],
			['beta', [8, WORDS]]
		]);
		const again = lda.load(files);
		expect(again.predict(held)).toEqual(model.predict(held));
		expect(again.toFiles()).toEqual(files);
	});

	test('mixes a document without words as the corpus, and each document whatever stands beside it', async () => {
		const { model } = await fit();
		const { alpha } = model.topicModel;
		const none = mixturesOf(model, tableOf([new Array<number>(WORDS).fill(0)]));
		for (let t = 0; t < 8; t++) expect(none[t]).toBeCloseTo(alpha[t]!, 5);
		const all = mixturesOf(model, held);
		const last = mixturesOf(model, takeRows(held, [79]));
		expect([...last]).toEqual([...all.subarray(79 * 8)]);
	});

	test('says in the log how well it foresees each half of a document by the other', async () => {
		const found = await fit();
		expect(pwll(found)).toBe(perWordLogLikelihood(found.model.topicModel, corpusOf(held)));
		expect(found.lines[0]).toBe('INFO: 320 documents of 200 different words, 19200 words in all');
	});
});
