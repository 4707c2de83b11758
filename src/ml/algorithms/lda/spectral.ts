import type { Rng } from '#base/rng.ts';
import type { Corpus } from './corpus.ts';
import { Moments } from './moments.ts';
import { decomposeTensor, type AlsLimits, type Decomposition } from './tensor-als.ts';
import { whitenPairs } from './whiten.ts';

/** Topics as shares of words. */
export interface Topics {
	/** Topic after topic, each adding up to 1: topics · words. */
	readonly beta: Float64Array;
	/** Share of each topic in the corpus; they add up to 1. */
	readonly shares: Float64Array;
}

export interface SpectralOptions extends AlsLimits {
	readonly topics: number;
	readonly alpha0: number;
	readonly maxRestarts: number;
	readonly stop: { readonly aborted: boolean };
	readonly breathe: () => Promise<void>;
	/** Hears how each start ended, the first with 0. */
	readonly hear: (restart: number, decomposition: Decomposition) => void;
}

/**
 * Topics from the first three moments of the corpus: the second is whitened, the third, seen through that, is decomposed
 * into perpendicular terms, from several starts, and each term is brought back to a topic.
 * What the moments do not tell (more topics than directions, too short documents) begins as a document drawn.
 * @returns null where it was stopped before there were any
 * @see A. Anandkumar and others, JMLR 15 (2014), theorem 5.1 and §4.3
 */
export async function spectralTopics(corpus: Corpus, options: SpectralOptions): Promise<Topics | null> {
	const { topics, alpha0, rng, stop } = options;
	const { words } = corpus;
	const moments = new Moments(corpus, alpha0);
	const beta = new Float64Array(topics * words);
	const shares = new Float64Array(topics);
	const whitening = moments.documents > 0 ? await whitenPairs(moments, options) : null;
	const count = whitening?.count ?? 0;
	if (stop.aborted) return null;
	if (whitening && count > 0) {
		const { whiten, unwhiten } = whitening;
		const best = await bestOf(moments.triples(whiten, count), count, options);
		if (!best) return null;
		for (let i = 0; i < count; i++) {
			const vector = best.vectors.subarray(i * count, (i + 1) * count);
			beta.set(unwhitened(unwhiten, vector, words), i * words);
			// The weight is 2/(α₀ + 2) · √(α₀(α₀ + 1)/α).
			shares[i] = (alpha0 + 1) * (2 / ((alpha0 + 2) * best.weights[i]!)) ** 2;
		}
	}
	for (let i = 0; i < topics; i++) settle(corpus, moments, beta.subarray(i * words, (i + 1) * words), rng);
	return { beta, shares: settledShares(shares) };
}

/** A term of the decomposition as a topic, which has nothing below 0. */
function unwhitened(unwhiten: Float64Array, vector: Float64Array, words: number): Float64Array {
	const count = vector.length;
	return Float64Array.from({ length: words }, (_, w) => {
		let sum = 0;
		for (let j = 0; j < count; j++) sum += unwhiten[w * count + j]! * vector[j]!;
		return Math.max(0, sum);
	});
}

/** Shares that add up to 1; what the moments do not tell, or tell wildly, counts as an equal part. */
function settledShares(shares: Float64Array): Float64Array {
	const settled = shares.map((share) => (share > 0 && share < 1 ? share : 1 / shares.length));
	const sum = settled.reduce((total, share) => total + share, 0);
	return settled.map((share) => share / sum);
}

/** The best of all starts; null where it was stopped before the first was over. */
async function bestOf(
	tensor: Float64Array,
	n: number,
	options: SpectralOptions
): Promise<Decomposition | null> {
	let best: Decomposition | null = null;
	for (let restart = 0; restart < options.maxRestarts; restart++) {
		if (options.stop.aborted) break;
		const next = await decomposeTensor(tensor, n, options);
		if (!best || next.error < best.error) best = next;
		options.hear(restart, next);
		await options.breathe();
	}
	return best;
}

/** Makes a topic add up to 1; one that is empty begins half as the mean, half as a document drawn. */
function settle(
	{ documents, starts, places, values }: Corpus,
	{ mean }: Moments,
	topic: Float64Array,
	rng: Rng
): void {
	let sum = topic.reduce((total, value) => total + value, 0);
	if (!(sum > 0)) {
		const d = rng.below(documents);
		let length = 0;
		for (let i = starts[d]!; i < starts[d + 1]!; i++) length += values[i]!;
		for (let w = 0; w < topic.length; w++) topic[w] = mean[w]! + 1e-3 / topic.length;
		for (let i = starts[d]!; i < starts[d + 1]!; i++) topic[places[i]!]! += values[i]! / length;
		sum = topic.reduce((total, value) => total + value, 0);
	}
	for (let w = 0; w < topic.length; w++) topic[w]! /= sum;
}
