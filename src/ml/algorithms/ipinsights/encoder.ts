import { placedAt, transposed, type Placed } from '#ml/wasm/products.ts';
import { kernelRule, type StepRule } from './adam.ts';
import { Embedding } from './embedding.ts';
import { PARTS, strideFor, type LearnerKernel } from './learner-kernel.ts';
import type { Layer, Network } from './network.ts';
import { PREFIXES, writePrefixRows } from './prefixes.ts';

/** Where the numbers of a layer lie, each with its gradients and what Adam remembers behind it. */
interface PlacedLayer {
	readonly weights: number;
	readonly biases: number;
	/** What the layer added to each row. */
	readonly added: number;
}

/** Makes vectors of addresses, many at a time, and learns. */
export class Encoder {
	readonly #kernel: LearnerKernel;
	readonly #dim: number;
	/** Numbers from one vector to the next; those behind its own are 0. */
	readonly stride: number;
	readonly #prefixes: Embedding;
	readonly #layers: readonly PlacedLayer[];
	/** Vectors before the first layer, and after each. */
	readonly #vectors: readonly number[];
	readonly #slopes: number;
	readonly #through: number;
	readonly #rows: number;

	/** @param most addresses at a time */
	constructor(kernel: LearnerKernel, network: Network, most: number) {
		const { dim } = network;
		const stride = strideFor(dim);
		this.#kernel = kernel;
		this.#dim = dim;
		this.stride = stride;
		this.#prefixes = new Embedding(kernel, network.prefixes, dim);
		this.#rows = kernel.allocate(4 * most * PREFIXES);
		const matrix = (): number => kernel.allocate(4 * most * stride);
		this.#vectors = Array.from({ length: network.layers.length + 1 }, matrix);
		this.#slopes = matrix();
		this.#through = matrix();
		this.#layers = network.layers.map(({ weights, biases }) => {
			const placed = {
				weights: kernel.allocate(4 * PARTS * stride * stride),
				biases: kernel.allocate(4 * PARTS * stride),
				added: matrix()
			};
			for (let row = 0; row < dim; row++) {
				kernel.f32(placed.weights + 4 * row * stride, dim).set(weights.subarray(row * dim, (row + 1) * dim));
			}
			kernel.f32(placed.biases, dim).set(biases);
			return placed;
		});
	}

	/** Where the vectors of so many addresses are, until the next call. */
	encode(addresses: Uint32Array): number {
		const kernel = this.#kernel;
		const { stride } = this;
		const count = addresses.length;
		const rows = kernel.u32(this.#rows, count * PREFIXES);
		for (let i = 0; i < count; i++) writePrefixRows(addresses[i]!, rows, i * PREFIXES);
		this.#prefixes.gather(this.#rows, count, PREFIXES, this.#vectors[0]!);
		for (const [l, { weights, biases, added }] of this.#layers.entries()) {
			const vectors = this.#vectors[l]!;
			kernel.functions.repeat(biases, stride, count, added);
			kernel.multiply(
				this.#placed(vectors, count),
				this.#placed(weights, stride),
				this.#placed(added, count)
			);
			kernel.functions.pass(vectors, added, count * stride, this.#vectors[l + 1]!);
		}
		return this.#vectors.at(-1)!;
	}

	/** Where the slopes of the loss by the vectors are to be added up, before {@link Encoder.learn}; 0 at first. */
	slopes(count: number): number {
		this.view(this.#slopes, count).fill(0);
		return this.#slopes;
	}

	/** Adds up the gradients of the addresses that {@link Encoder.encode} was last given, by {@link Encoder.slopes}. */
	learn(count: number): void {
		const kernel = this.#kernel;
		const { stride } = this;
		const [slopes, passed] = [this.#placed(this.#slopes, count), this.#placed(this.#through, count)];
		for (let l = this.#layers.length - 1; l >= 0; l--) {
			const { weights, biases, added } = this.#layers[l]!;
			kernel.functions.passBack(added, slopes.at, stride, count, passed.at, biases + 4 * stride);
			const gradients = this.#placed(weights + 4 * stride * stride, stride);
			kernel.multiply(transposed(this.#placed(this.#vectors[l]!, count)), passed, gradients);
			kernel.multiply(passed, transposed(this.#placed(weights, stride)), slopes);
		}
		this.#prefixes.addGradients(this.#rows, count, PREFIXES, slopes.at);
	}

	step(rule: StepRule): void {
		const { stride } = this;
		this.#prefixes.step(rule);
		for (const { weights, biases } of this.#layers) {
			this.#kernel.functions.step(weights, stride * stride, ...kernelRule(rule));
			this.#kernel.functions.step(biases, stride, ...kernelRule(rule));
		}
	}

	/** The prefixes' vectors now. */
	prefixes(): Float32Array {
		return this.#prefixes.values();
	}

	/** The layers now. */
	layers(): Layer[] {
		const [kernel, dim] = [this.#kernel, this.#dim];
		return this.#layers.map(({ weights, biases }) => {
			const all = new Float32Array(dim * dim);
			for (let row = 0; row < dim; row++) {
				all.set(kernel.f32(weights + 4 * row * this.stride, dim), row * dim);
			}
			return { weights: all, biases: kernel.f32(biases, dim).slice() };
		});
	}

	/** So many vectors at an address, `stride` numbers each. */
	view(at: number, count: number): Float32Array {
		return this.#kernel.f32(at, count * this.stride);
	}

	#placed(at: number, count: number): Placed {
		return placedAt(at, count, this.stride);
	}
}
