/** What a model says of words. */
export interface TopicModel {
	readonly topics: number;
	/** Size of the vocabulary. */
	readonly words: number;
	/** What each topic has in a document before its words are looked at. */
	readonly alpha: Float32Array;
	/** Topic after topic: the shares of its words. */
	readonly beta: Float32Array;
}

const ROUNDS = 100;
/** Change of a share below which it is settled. */
const SETTLED = 1e-5;

/**
 * Infers mixtures of topics, one document at a time, with the topics held: each word is shared out among the topics by
 * what they say of it and by what the whole document has, round after round until nothing moves. Without chance, and
 * without a look at other documents.
 */
export class MixtureReader {
	readonly #model: TopicModel;
	/** Word after word, so that a word's topics lie together. */
	readonly #byWord: Float32Array;
	readonly #next: Float64Array;
	readonly #parts: Float64Array;
	readonly #alpha0: number;

	constructor(model: TopicModel) {
		const { topics, words, alpha, beta } = model;
		this.#model = model;
		this.#byWord = new Float32Array(beta.length);
		for (let t = 0; t < topics; t++) {
			for (let w = 0; w < words; w++) this.#byWord[w * topics + t] = beta[t * words + w]!;
		}
		this.#next = new Float64Array(topics);
		this.#parts = new Float64Array(topics);
		this.#alpha0 = alpha.reduce((sum, each) => sum + each, 0);
	}

	/**
	 * The mixture of one document.
	 * @param places words, and `counts` how often each is there (below 0 is as 0); without any it is the mixture of all documents
	 * @param mixture filled with the share of each topic
	 */
	read(places: ArrayLike<number>, counts: ArrayLike<number>, mixture: Float64Array): void {
		const { topics, alpha } = this.#model;
		const next = this.#next;
		let length = 0;
		for (let i = 0; i < counts.length; i++) length += Math.max(0, counts[i]!);
		const whole = length + this.#alpha0;
		for (let t = 0; t < topics; t++) mixture[t] = alpha[t]! / this.#alpha0;
		for (let round = 0; round < ROUNDS && length > 0; round++) {
			next.fill(0);
			for (let i = 0; i < places.length; i++) this.#share(places[i]!, counts[i]!, mixture);
			let moved = 0;
			for (let t = 0; t < topics; t++) {
				const share = (next[t]! + alpha[t]!) / whole;
				moved = Math.max(moved, Math.abs(share - mixture[t]!));
				mixture[t] = share;
			}
			if (moved < SETTLED) break;
		}
	}

	/** Adds a word's parts to `next`. */
	#share(word: number, count: number, mixture: Float64Array): void {
		const { topics } = this.#model;
		const parts = this.#parts;
		let sum = 0;
		for (let t = 0, at = word * topics; t < topics; t++, at++)
			sum += parts[t] = mixture[t]! * this.#byWord[at]!;
		if (!(sum > 0 && count > 0)) return;
		const scale = count / sum;
		for (let t = 0; t < topics; t++) this.#next[t]! += parts[t]! * scale;
	}

	/** How likely a word is in a document with that mixture. */
	likelihoodOf(word: number, mixture: Float64Array): number {
		const { topics } = this.#model;
		let sum = 0;
		for (let t = 0, at = word * topics; t < topics; t++, at++) sum += mixture[t]! * this.#byWord[at]!;
		return sum;
	}
}
