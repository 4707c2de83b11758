import { Rng } from '#base/rng.ts';
import type { LdaModel } from '#ml/algorithms/lda/model.ts';
import { perWordLogLikelihood } from '#ml/algorithms/lda/per-word-log-likelihood.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import type { Workload } from '../workload.ts';

const WORDS = 5000;
const TOPICS = 20;
const LENGTH = 140;
/** Spread of the documents' mixtures, and of the topics' words. */
const [ALPHA, ETA] = [0.1, 0.02];

/** Documents that come about as the model says: all of one draw of topics. */
function tables(): { train: Dataset; test: Dataset } {
	const rng = new Rng(7);
	const topics = Array.from({ length: TOPICS }, () => cumulative(dirichlet(WORDS, ETA, rng)));
	const draw = (documents: number): Dataset =>
		table(Array.from({ length: documents }, () => document(topics, rng)));
	return { train: draw(2000), test: draw(400) };
}

function document(topics: readonly Float64Array[], rng: Rng): Map<number, number> {
	const mixture = cumulative(dirichlet(TOPICS, ALPHA, rng));
	const counts = new Map<number, number>();
	for (let i = 0; i < LENGTH; i++) {
		const word = drawn(topics[drawn(mixture, rng)]!, rng);
		counts.set(word, (counts.get(word) ?? 0) + 1);
	}
	return counts;
}

function table(documents: readonly Map<number, number>[]): Dataset {
	const cells = documents.flatMap((counts) => [...counts].sort(([a], [b]) => a - b));
	const starts = new Uint32Array(documents.length + 1);
	documents.forEach((counts, d) => (starts[d + 1] = starts[d]! + counts.size));
	const sparse = {
		starts,
		places: Uint32Array.from(cells, ([word]) => word),
		values: Float32Array.from(cells, ([, count]) => count)
	};
	return {
		rows: documents.length,
		columns: WORDS,
		x: new Float32Array(0),
		sparse,
		labels: null,
		weights: null
	};
}

/** Shares from a symmetric Dirichlet distribution. */
function dirichlet(size: number, shape: number, rng: Rng): Float64Array {
	const shares = Float64Array.from({ length: size }, () => gamma(shape, rng));
	const sum = shares.reduce((total, share) => total + share, 0);
	return shares.map((share) => share / sum);
}

/** A draw from the gamma distribution of a shape below 1. @see J. Ahrens, U. Dieter, Computing 12 (1974) */
function gamma(shape: number, rng: Rng): number {
	const split = 1 + shape / Math.E;
	for (;;) {
		const p = split * rng.next();
		const x = p <= 1 ? p ** (1 / shape) : -Math.log((split - p) / shape);
		if (rng.next() <= (p <= 1 ? Math.exp(-x) : x ** (shape - 1))) return x;
	}
}

function cumulative(shares: Float64Array): Float64Array {
	let sum = 0;
	return shares.map((share) => (sum += share));
}

/** The place where a uniform number falls. */
function drawn(sums: Float64Array, rng: Rng): number {
	const at = rng.next() * sums.at(-1)!;
	let [low, high] = [0, sums.length - 1];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (sums[middle]! > at) high = middle;
		else low = middle + 1;
	}
	return low;
}

export const topics: readonly Workload[] = [
	{
		name: 'topics 2k documents × 5k words, 20 topics',
		tables,
		async run({ train: documents, test }, { train }) {
			const given = {
				num_topics: String(TOPICS),
				feature_dim: String(WORDS),
				mini_batch_size: '2000',
				alpha0: '2'
			};
			const { model, seconds } = await train('lda', given, { train: documents! });
			const { rows, columns, sparse } = test!;
			const corpus = { documents: rows, words: columns, ...sparse! };
			return { seconds, quality: Math.exp(-perWordLogLikelihood((model as LdaModel).topicModel, corpus)) };
		},
		native: [
			{ file: 'gibbs.c', args: [String(WORDS), String(TOPICS), '100', '0.1', '0.02'] },
			{ file: 'lda.py', args: [String(TOPICS)] }
		],
		maxRatio: 2,
		quality: { name: 'perplexity of unseen words', better: 'lower', within: 0 }
	}
];
