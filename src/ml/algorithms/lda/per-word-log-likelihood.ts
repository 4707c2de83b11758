import type { Corpus } from './corpus.ts';
import { MixtureReader, type TopicModel } from './mixture.ts';

/**
 * Mean of the logarithm of what a model gives each word of documents that it has not seen. Of a document's words, in
 * the order of the vocabulary, every second one is for inferring the mixture, and the others are scored by it: so more
 * topics do not look better for having read the answers. NaN where no document has two words.
 * @see H. Wallach and others, «Evaluation methods for topic models», ICML 2009 (document completion)
 */
export function perWordLogLikelihood(model: TopicModel, corpus: Corpus): number {
	const { starts, places, values, documents } = corpus;
	const reader = new MixtureReader(model);
	const mixture = new Float64Array(model.topics);
	let sum = 0;
	let scored = 0;
	for (let d = 0; d < documents; d++) {
		const [from, to] = [starts[d]!, starts[d + 1]!];
		const own = places.subarray(from, to);
		const { read, kept } = halves(values.subarray(from, to));
		reader.read(own, read, mixture);
		for (let i = 0; i < own.length; i++) {
			if (kept[i] === 0) continue;
			sum += kept[i]! * Math.log(reader.likelihoodOf(own[i]!, mixture));
			scored += kept[i]!;
		}
	}
	return sum / scored;
}

/** Deals a document's words out in turn: the first to `read`, the second to `kept`, and so on. */
function halves(counts: Float32Array): { read: Float32Array; kept: Float32Array } {
	const read = new Float32Array(counts.length);
	let before = 0;
	for (let i = 0; i < counts.length; i++) {
		const after = before + counts[i]!;
		read[i] = Math.ceil(after / 2) - Math.ceil(before / 2);
		before = after;
	}
	return { read, kept: counts.map((count, i) => count - read[i]!) };
}
