import { TopicSweep } from '#ml/wasm/topic-sweep.ts';
import { lengthsOf, type Corpus } from './corpus.ts';
import type { Topics } from './spectral.ts';

/** What each word has in a topic before the documents are looked at. */
const ETA = 0.05;
/** Share of a topic that is spread over all words at the beginning, since no word may be impossible. */
const SPREAD = 1e-3;
/** Rounds over a document by which its first mixture is found. */
const FIRST_ROUNDS = 3;

/** What a sweep tells. */
export interface Sweep {
	/** Mean change of the shares of a word, from 0 to 2. */
	readonly moved: number;
	/** Mean logarithm of what each word's own document and all other words gave it, before it was looked at. */
	readonly logLikelihood: number;
}

/** Addresses in the kernel's memory. */
interface Places {
	readonly starts: number;
	readonly places: number;
	readonly values: number;
	readonly alpha: number;
	/** Cell after cell: the share of each topic. */
	readonly shares: number;
	/** Word after word: how often each topic has it. */
	readonly ofWord: number;
	readonly ofTopic: number;
	readonly scratch: number;
	readonly told: number;
}

/**
 * Topics on their way to a better likelihood: collapsed variational Bayes of order zero. Each cell (a word in a document)
 * holds how much of it belongs to each topic; a sweep works every cell out anew from what all others say.
 * Time cells · topics a sweep; memory 4 bytes of each. In 32 bits.
 * @see A. Asuncion, M. Welling, P. Smyth, Y. Teh, «On smoothing and inference for topic models», UAI 2009
 */
export class Polish {
	readonly #kernel = new TopicSweep();
	readonly #at: Places;
	readonly #corpus: Corpus;
	readonly #length: number;
	readonly #topics: number;
	/** Topics, up to the next four. */
	readonly #padded: number;
	readonly #alpha0: number;
	/** What all words of the vocabulary have in a topic beforehand. */
	readonly #spread: number;

	/**
	 * @param corpus of words that are all used
	 * @param vocabulary how many words there are with those that are not used
	 */
	constructor(corpus: Corpus, vocabulary: number, topics: Topics, alpha0: number) {
		this.#corpus = corpus;
		this.#length = lengthsOf(corpus).reduce((sum, each) => sum + each, 0);
		this.#topics = topics.shares.length;
		this.#padded = 4 * Math.ceil(this.#topics / 4);
		this.#alpha0 = alpha0;
		this.#spread = ETA * vocabulary;
		const kernel = this.#kernel;
		const row = 4 * this.#padded;
		this.#at = {
			starts: kernel.place(corpus.starts),
			places: kernel.place(corpus.places),
			values: kernel.place(corpus.values),
			alpha: kernel.allocate(row),
			shares: kernel.allocate(corpus.values.length * row),
			ofWord: kernel.allocate(corpus.words * row),
			ofTopic: kernel.allocate(row),
			scratch: kernel.allocate(3 * row),
			told: kernel.allocate(16)
		};
		this.#begin(topics);
	}

	/** Shares out the words by the first topics. */
	#begin({ beta, shares }: Topics): void {
		const { words, documents, values } = this.#corpus;
		const at = this.#at;
		const [kernel, step] = [this.#kernel, 4 * this.#padded];
		const byWord = kernel.f32(at.ofWord, words * this.#padded);
		for (let t = 0; t < this.#topics; t++) {
			for (let w = 0; w < words; w++) {
				byWord[w * this.#padded + t] = (1 - SPREAD) * beta[t * words + w]! + SPREAD / words;
			}
		}
		kernel.f32(at.alpha, this.#topics).set(shares.map((share) => share * this.#alpha0));
		kernel.functions.begin(
			0,
			documents,
			at.starts,
			at.places,
			at.values,
			at.shares,
			at.ofWord,
			at.alpha,
			at.scratch,
			step,
			FIRST_ROUNDS
		);
		byWord.fill(0);
		kernel.functions.count(values.length, at.places, at.values, at.shares, at.ofWord, step);
		this.#weigh();
	}

	/** Works out every cell anew, then what each topic has in a document beforehand, by how often it came. */
	sweep(): Sweep {
		const at = this.#at;
		const told = this.#kernel.f64(at.told, 2).fill(0);
		this.#kernel.functions.sweep(
			0,
			this.#corpus.documents,
			at.starts,
			at.places,
			at.values,
			at.shares,
			at.ofWord,
			at.ofTopic,
			at.alpha,
			at.scratch,
			4 * this.#padded,
			this.#alpha0,
			ETA,
			this.#spread,
			at.told
		);
		this.#weigh();
		return { moved: told[0]! / this.#length, logLikelihood: told[1]! / this.#length };
	}

	/** Adds up how often each topic came: anew, so that rounding does not grow. */
	#weigh(): void {
		const sums = this.#sums();
		this.#kernel.f32(this.#at.ofTopic, this.#topics).set(sums);
		const whole = sums.reduce((sum, each) => sum + each + 1, 0);
		this.#kernel
			.f32(this.#at.alpha, this.#topics)
			.set(sums.map((each) => (this.#alpha0 * (each + 1)) / whole));
	}

	#sums(): Float64Array {
		const { words } = this.#corpus;
		const ofWord = this.#kernel.f32(this.#at.ofWord, words * this.#padded);
		const sums = new Float64Array(this.#topics);
		for (let w = 0; w < words; w++) {
			for (let t = 0; t < this.#topics; t++) sums[t]! += Math.max(0, ofWord[w * this.#padded + t]!);
		}
		return sums;
	}

	/** What each topic has in a document before its words are looked at; they add up to alpha0. */
	alpha(): Float32Array {
		return this.#kernel.f32(this.#at.alpha, this.#topics).slice();
	}

	/**
	 * Topic after topic: the shares of the words of the whole vocabulary.
	 * @param used which of them the words of the corpus are
	 */
	beta(vocabulary: number, used: Uint32Array): Float32Array {
		const ofWord = this.#kernel.f32(this.#at.ofWord, this.#corpus.words * this.#padded);
		const sums = this.#sums();
		const beta = new Float32Array(this.#topics * vocabulary);
		for (let t = 0; t < this.#topics; t++) {
			const whole = sums[t]! + this.#spread;
			const topic = beta.subarray(t * vocabulary, (t + 1) * vocabulary).fill(ETA / whole);
			for (let w = 0; w < used.length; w++) {
				topic[used[w]!] = (Math.max(0, ofWord[w * this.#padded + t]!) + ETA) / whole;
			}
		}
		return beta;
	}
}
