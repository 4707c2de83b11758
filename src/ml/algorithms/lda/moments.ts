import { lengthsOf, type Corpus } from './corpus.ts';

/**
 * What a corpus says of words drawn together from one document: the means over all documents that are long enough, as
 * operators, since the matrices themselves would be words · words and larger.
 */
export class Moments {
	readonly #corpus: Corpus;
	readonly #alpha0: number;
	/** Of each document 1 / (documents · ℓ(ℓ − 1)), 0 where it is too short. */
	readonly #pairWeights: Float64Array;
	/** Of each document 1 / (documents · ℓ(ℓ − 1)(ℓ − 2)). */
	readonly #tripleWeights: Float64Array;
	/** Share of each word: the first moment. */
	readonly mean: Float64Array;
	/** Documents with three words or more: the others say nothing of what goes together. */
	readonly documents: number;

	constructor(corpus: Corpus, alpha0: number) {
		this.#corpus = corpus;
		this.#alpha0 = alpha0;
		const lengths = lengthsOf(corpus);
		this.documents = lengths.reduce((count, length) => count + Number(length > 2), 0);
		const weights = (last: number): Float64Array =>
			lengths.map((length) => {
				if (length <= 2) return 0;
				let share = this.documents;
				for (let i = 0; i <= last; i++) share *= length - i;
				return 1 / share;
			});
		this.mean = new Float64Array(corpus.words);
		this.#pairWeights = weights(1);
		this.#tripleWeights = weights(2);
		const shares = weights(0);
		this.#eachCell((place, value, d) => (this.mean[place]! += value * shares[d]!));
	}

	/**
	 * The second moment, less what chance alone puts together: M₂ = E[x₁ ⊗ x₂] − α₀/(α₀ + 1) · E[x₁] ⊗ E[x₁], times some
	 * vectors.
	 * @param vectors word after word: words · count
	 */
	timesPairs(vectors: Float64Array, count: number): Float64Array {
		const product = this.#timesRawPairs(vectors, count);
		const share = this.#alpha0 / (this.#alpha0 + 1);
		const along = this.alongMean(vectors, count);
		for (let w = 0; w < this.mean.length; w++) {
			for (let j = 0; j < count; j++) product[w * count + j]! -= share * this.mean[w]! * along[j]!;
		}
		return product;
	}

	#timesRawPairs(vectors: Float64Array, count: number): Float64Array {
		const { starts, places, values, documents } = this.#corpus;
		const product = new Float64Array(vectors.length);
		const sum = new Float64Array(count);
		for (let d = 0; d < documents; d++) {
			const weight = this.#pairWeights[d]!;
			if (weight === 0) continue;
			this.#sumInto(sum, d, vectors);
			for (let i = starts[d]!; i < starts[d + 1]!; i++) {
				const share = weight * values[i]!;
				// A word makes no pair with itself.
				let at = places[i]! * count;
				for (let j = 0; j < count; j++, at++) product[at]! += share * (sum[j]! - vectors[at]!);
			}
		}
		return product;
	}

	/** Products of the vectors with the first moment. */
	alongMean(vectors: Float64Array, count: number): Float64Array {
		const along = new Float64Array(count);
		for (let w = 0; w < this.mean.length; w++) {
			for (let j = 0; j < count; j++) along[j]! += this.mean[w]! * vectors[w * count + j]!;
		}
		return along;
	}

	/**
	 * The third moment seen through some vectors: the tensor M₃(W, W, W) of count³ cells, symmetric.
	 * @param vectors word after word: words · count
	 * @see A. Anandkumar and others, «Tensor decompositions for learning latent variable models», JMLR 15 (2014), §3.2
	 */
	triples(vectors: Float64Array, count: number): Float64Array {
		const { documents, words } = this.#corpus;
		const sum = new Float64Array(count);
		const scaled = new Float64Array(count);
		const tensor = new SymmetricTensor(count);
		// Σ over documents of x_w · ω · c, and of x_w · ω: what is seen of each word beside the rest of its documents.
		const beside = new Float64Array(words * count);
		const seen = new Float64Array(words);
		const { starts, places, values } = this.#corpus;
		for (let d = 0; d < documents; d++) {
			const weight = this.#tripleWeights[d]!;
			if (weight === 0) continue;
			this.#sumInto(sum, d, vectors);
			for (let j = 0; j < count; j++) scaled[j] = weight * sum[j]!;
			tensor.addMixed(sum, sum, scaled, 1 / 3);
			for (let i = starts[d]!; i < starts[d + 1]!; i++) {
				const [word, value] = [places[i]!, values[i]!];
				seen[word]! += weight * value;
				for (let j = 0, at = word * count; j < count; j++, at++) beside[at]! += value * scaled[j]!;
			}
		}
		for (let w = 0; w < words; w++) {
			if (seen[w] === 0) continue;
			const own = vectors.subarray(w * count, (w + 1) * count);
			for (let j = 0; j < count; j++) {
				scaled[j] = (2 / 3) * seen[w]! * own[j]! - beside[w * count + j]!;
			}
			tensor.addMixed(own, own, scaled, 1);
		}
		this.#takeOffChance(tensor, vectors, count);
		return tensor.full();
	}

	/** What the first two moments alone would put into the third. */
	#takeOffChance(tensor: SymmetricTensor, vectors: Float64Array, count: number): void {
		const alpha0 = this.#alpha0;
		const along = this.alongMean(vectors, count);
		const raw = this.#timesRawPairs(vectors, count);
		const pairs = new Float64Array(count * count);
		for (let w = 0; w < this.mean.length; w++) {
			for (let i = 0; i < count; i++) {
				const value = vectors[w * count + i]!;
				for (let j = 0; j < count; j++) pairs[i * count + j]! += value * raw[w * count + j]!;
			}
		}
		tensor.addPairs(pairs, along, -alpha0 / (alpha0 + 2));
		tensor.addMixed(along, along, along, (2 * alpha0 * alpha0) / ((alpha0 + 2) * (alpha0 + 1)) / 3);
	}

	/** Sum of a document's words' vectors. */
	#sumInto(sum: Float64Array, d: number, vectors: Float64Array): void {
		const { starts, places, values } = this.#corpus;
		const count = sum.length;
		sum.fill(0);
		for (let i = starts[d]!; i < starts[d + 1]!; i++) {
			const value = values[i]!;
			for (let j = 0, at = places[i]! * count; j < count; j++, at++) sum[j]! += value * vectors[at]!;
		}
	}

	#eachCell(take: (place: number, value: number, d: number) => void): void {
		const { starts, places, values, documents } = this.#corpus;
		for (let d = 0; d < documents; d++) {
			for (let i = starts[d]!; i < starts[d + 1]!; i++) take(places[i]!, values[i]!, d);
		}
	}
}

/** A symmetric tensor of three legs; of equal cells one is kept. */
class SymmetricTensor {
	readonly #n: number;
	/** Cells i ≤ j ≤ l, in that order. */
	readonly #cells: Float64Array;

	constructor(n: number) {
		this.#n = n;
		this.#cells = new Float64Array((n * (n + 1) * (n + 2)) / 6);
	}

	/** Adds share · (a ⊗ b ⊗ c + a ⊗ c ⊗ b + c ⊗ b ⊗ a) for equal a and b. */
	addMixed(a: Float64Array, b: Float64Array, c: Float64Array, share: number): void {
		const n = this.#n;
		let at = 0;
		for (let i = 0; i < n; i++) {
			for (let j = i; j < n; j++) {
				const [both, mixed] = [share * a[i]! * b[j]!, share * (a[i]! * c[j]! + c[i]! * b[j]!)];
				for (let l = j; l < n; l++) this.#cells[at++]! += both * c[l]! + mixed * a[l]!;
			}
		}
	}

	/** Adds share · (P_ij m_l + P_il m_j + P_jl m_i). */
	addPairs(pairs: Float64Array, m: Float64Array, share: number): void {
		const n = this.#n;
		let at = 0;
		for (let i = 0; i < n; i++) {
			for (let j = i; j < n; j++) {
				for (let l = j; l < n; l++) {
					this.#cells[at++]! +=
						share * (pairs[i * n + j]! * m[l]! + pairs[i * n + l]! * m[j]! + pairs[j * n + l]! * m[i]!);
				}
			}
		}
	}

	/** All n³ cells. */
	full(): Float64Array {
		const n = this.#n;
		const full = new Float64Array(n * n * n);
		let at = 0;
		for (let i = 0; i < n; i++) {
			for (let j = i; j < n; j++) {
				for (let l = j; l < n; l++) {
					const value = this.#cells[at++]!;
					for (const [a, b, c] of [
						[i, j, l],
						[i, l, j],
						[j, i, l],
						[j, l, i],
						[l, i, j],
						[l, j, i]
					] as const) {
						full[(a * n + b) * n + c] = value;
					}
				}
			}
		}
		return full;
	}
}
