import { Products, placedAt, transposed, type Placed } from '#ml/wasm/products.ts';
import { adamStep, learning, type Learning, type StepRule } from './adam.ts';
import { Embedding } from './embedding.ts';
import type { Network } from './network.ts';
import { PREFIXES, writePrefixRows } from './prefixes.ts';

/** Where the numbers of a layer lie in the products' memory. */
interface PlacedLayer {
	readonly weights: Placed;
	readonly biases: number;
	readonly weightSlopes: Placed;
	readonly biasSlopes: number;
	/** What the layer added to each row. */
	readonly added: number;
	readonly learnt: readonly [weights: Learning, biases: Learning];
}

/** Makes vectors of addresses, many at a time, and learns. */
export class Encoder {
	readonly #products = new Products();
	readonly #dim: number;
	readonly #prefixes: Embedding;
	readonly #layers: readonly PlacedLayer[];
	/** Vectors before the first layer, and after each. */
	readonly #vectors: readonly number[];
	readonly #slopes: number;
	readonly #through: number;
	readonly #rows: Uint32Array;

	/**
	 * @param network its prefixes are changed in place; its layers when {@link Encoder.layers} is asked
	 * @param most addresses at a time
	 */
	constructor(network: Network, most: number) {
		const { dim } = network;
		const products = this.#products;
		this.#dim = dim;
		this.#prefixes = new Embedding(network.prefixes, dim);
		this.#rows = new Uint32Array(most * PREFIXES);
		const matrix = (): number => products.allocate(4 * most * dim);
		this.#vectors = Array.from({ length: network.layers.length + 1 }, matrix);
		this.#slopes = matrix();
		this.#through = matrix();
		const addresses = network.layers.map(({ weights, biases }) => ({
			weights: products.place(weights),
			biases: products.place(biases),
			weightSlopes: products.allocate(4 * dim * dim),
			biasSlopes: products.allocate(4 * dim),
			added: matrix()
		}));
		// All is allocated: views stay alive from here on.
		this.#layers = addresses.map(({ weights, biases, weightSlopes, biasSlopes, added }) => ({
			weights: placedAt(weights, dim, dim),
			biases,
			weightSlopes: placedAt(weightSlopes, dim, dim),
			biasSlopes,
			added,
			learnt: [
				learning(products.f32(weights, dim * dim), products.f32(weightSlopes, dim * dim)),
				learning(products.f32(biases, dim), products.f32(biasSlopes, dim))
			]
		}));
	}

	/** The vectors of so many addresses; alive until the next call. */
	encode(addresses: Uint32Array): Float32Array {
		const dim = this.#dim;
		const count = addresses.length;
		const rows = this.#rows;
		const { values } = this.#prefixes;
		let vectors = this.#view(this.#vectors[0]!, count).fill(0);
		for (let i = 0; i < count; i++) {
			writePrefixRows(addresses[i]!, rows, i * PREFIXES);
			for (let p = i * PREFIXES; p < (i + 1) * PREFIXES; p++) {
				const from = rows[p]! * dim;
				for (let f = 0, at = i * dim; f < dim; f++, at++) vectors[at]! += values[from + f]!;
			}
		}
		for (const [l, { weights, learnt, added }] of this.#layers.entries()) {
			const sums = this.#view(added, count);
			for (let i = 0; i < count; i++) sums.set(learnt[1].values, i * dim);
			this.#products.multiply(this.#placed(this.#vectors[l]!, count), weights, this.#placed(added, count));
			const next = this.#view(this.#vectors[l + 1]!, count);
			for (let at = 0; at < count * dim; at++) {
				const more = Math.max(0, sums[at]!);
				sums[at] = more;
				next[at] = vectors[at]! + more;
			}
			vectors = next;
		}
		return vectors;
	}

	/** Where the slopes of the loss by the vectors are to be added up, before {@link Encoder.learn}; 0 at first. */
	slopes(count: number): Float32Array {
		return this.#view(this.#slopes, count).fill(0);
	}

	/** Adds up the gradients of the addresses that {@link Encoder.encode} was last given, by {@link Encoder.slopes}. */
	learn(count: number): void {
		const dim = this.#dim;
		const slopes = this.#view(this.#slopes, count);
		const through = this.#view(this.#through, count);
		for (let l = this.#layers.length - 1; l >= 0; l--) {
			const { weights, weightSlopes, added, learnt } = this.#layers[l]!;
			const more = this.#view(added, count);
			const { gradients } = learnt[1];
			for (let i = 0, at = 0; i < count; i++) {
				for (let f = 0; f < dim; f++, at++) {
					const slope = more[at]! > 0 ? slopes[at]! : 0;
					through[at] = slope;
					gradients[f]! += slope;
				}
			}
			const passed = this.#placed(this.#through, count);
			this.#products.multiply(transposed(this.#placed(this.#vectors[l]!, count)), passed, weightSlopes);
			this.#products.multiply(passed, transposed(weights), this.#placed(this.#slopes, count));
		}
		for (let i = 0; i < count; i++) {
			for (let p = i * PREFIXES; p < (i + 1) * PREFIXES; p++) {
				this.#prefixes.addGradient(this.#rows[p]!, slopes, i * dim, 1);
			}
		}
	}

	step(rule: StepRule): void {
		this.#prefixes.step(rule);
		for (const { learnt } of this.#layers) {
			for (const numbers of learnt) adamStep(numbers, rule, 0, numbers.values.length);
		}
	}

	/** The layers now. */
	layers(): Network['layers'] {
		return this.#layers.map(({ learnt: [weights, biases] }) => ({
			weights: weights.values.slice(),
			biases: biases.values.slice()
		}));
	}

	#placed(at: number, count: number): Placed {
		return placedAt(at, count, this.#dim);
	}

	#view(at: number, count: number): Float32Array {
		return this.#products.f32(at, count * this.#dim);
	}
}
