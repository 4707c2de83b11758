import type { Rng } from '#base/rng.ts';
import { Embedding } from './embedding.ts';
import { Encoder } from './encoder.ts';
import type { IpHyperparameters } from './hyperparameters.ts';
import { LearnerKernel } from './learner-kernel.ts';
import { dot, type Network } from './network.ts';
import type { Pairs } from './pairs.ts';

/** Numbers that the vectors of one piece of a batch may have together, over all layers. */
const PIECE = 2 ** 22;
const MOST_ADDRESSES = 4096;
/** So many pairs have enough others to take addresses from. */
const LEAST_PAIRS = 16;

/** Tells pairs of the data from pairs that were made up, and learns to. */
export class Learner {
	readonly #kernel = new LearnerKernel();
	readonly #p: IpHyperparameters;
	readonly #rng: Rng;
	readonly #network: Network;
	readonly #encoder: Encoder;
	/** Of entities that occur, numbered from 0: what is remembered of others would be for nothing. */
	readonly #entities: Embedding;
	readonly #placeOf = new Map<number, number>();
	/** Pairs of one piece. */
	readonly #piece: number;
	/** Where the kernel has the pairs of a piece, the made-up ones among them: entity, address and label of each. */
	readonly #pairs: number;
	#steps = 0;

	constructor(pairs: Pairs, network: Network, p: IpHyperparameters, rng: Rng) {
		const { dim } = network;
		this.#p = p;
		this.#rng = rng;
		this.#network = network;
		for (const row of pairs.entities) {
			if (!this.#placeOf.has(row)) this.#placeOf.set(row, this.#placeOf.size);
		}
		const values = new Float32Array(this.#placeOf.size * dim);
		for (const [row, place] of this.#placeOf) {
			values.set(network.entities.subarray(row * dim, (row + 1) * dim), place * dim);
		}
		this.#entities = new Embedding(this.#kernel, values, dim);
		const each = 1 + p.random_negative_sampling_rate;
		const addresses = Math.min(MOST_ADDRESSES, Math.floor(PIECE / (dim * (1 + p.num_ip_encoder_layers))));
		const most = Math.max(LEAST_PAIRS, Math.floor(addresses / each));
		this.#piece = Math.min(most, Math.max(pairs.length, 1));
		this.#encoder = new Encoder(this.#kernel, network, this.#piece * each);
		this.#pairs = this.#kernel.allocate(12 * this.#pairsOf(this.#piece));
	}

	/**
	 * One step by the pairs with those numbers.
	 * @returns the sum of the cross-entropies, and of how many pairs, the made-up ones among them
	 */
	learn(pairs: Pairs, batch: Uint32Array): { loss: number; count: number } {
		let [loss, count] = [0, 0];
		for (let from = 0; from < batch.length; from += this.#piece) {
			const piece = batch.subarray(from, from + this.#piece);
			const addresses = this.#addressesOf(piece.length);
			const vectors = this.#encode(pairs, piece);
			const list = this.#kernel.u32(this.#pairs, 3 * this.#pairsOf(piece.length));
			let at = 0;
			this.#eachPair(pairs, piece, (entity, address, label) => {
				list[at++] = this.#placeOf.get(entity)!;
				list[at++] = address;
				list[at++] = label;
			});
			const [made, slopes] = [at / 3, this.#encoder.slopes(addresses)];
			const { at: entities } = this.#entities;
			const { learnPairs } = this.#kernel.functions;
			this.#entities.touch(this.#pairs, made);
			loss += learnPairs(entities, this.#encoder.stride, this.#pairs, made, vectors, slopes);
			count += made;
			this.#encoder.learn(addresses);
		}
		const { learning_rate: rate, weight_decay: weightDecay } = this.#p;
		const rule = { steps: this.#steps++, rate, weightDecay, scale: 1 / count };
		this.#entities.step(rule);
		this.#encoder.step(rule);
		return { loss, count };
	}

	/** Scores of pairs and of pairs made up from them, with 1 for the former and 0 for the latter. */
	score(pairs: Pairs): { labels: Float32Array; scores: Float32Array } {
		const labels: number[] = [];
		const scores: number[] = [];
		const { dim, entities: untouched } = this.#network;
		for (let from = 0; from < pairs.length; from += this.#piece) {
			const length = Math.min(this.#piece, pairs.length - from);
			const piece = Uint32Array.from({ length }, (_, i) => from + i);
			const { stride } = this.#encoder;
			const vectors = this.#kernel.f32(this.#encode(pairs, piece), stride * this.#addressesOf(length));
			this.#eachPair(pairs, piece, (entity, address, label) => {
				const place = this.#placeOf.get(entity);
				const own = untouched.subarray(entity * dim, (entity + 1) * dim);
				labels.push(label);
				scores.push(
					dot(place === undefined ? own : this.#entities.row(place), 0, vectors, address * stride, dim)
				);
			});
		}
		return { labels: Float32Array.from(labels), scores: Float32Array.from(scores) };
	}

	/** The network now; entities that do not occur keep the vector that was drawn. */
	network(): Network {
		const { dim, entities } = this.#network;
		const all = entities.slice();
		for (const [row, place] of this.#placeOf) all.set(this.#entities.row(place), row * dim);
		return { dim, entities: all, prefixes: this.#encoder.prefixes(), layers: this.#encoder.layers() };
	}

	/** Addresses of that many pairs of the data, with those that are drawn. */
	#addressesOf(pairs: number): number {
		return pairs * (1 + this.#p.random_negative_sampling_rate);
	}

	/** Pairs of that many pairs of the data, with those that are made up. */
	#pairsOf(pairs: number): number {
		const { random_negative_sampling_rate: random, shuffled_negative_sampling_rate: shuffled } = this.#p;
		return pairs * (1 + random + shuffled);
	}

	/** Where the vectors of the piece's addresses are, and behind them those of addresses drawn at random. */
	#encode(pairs: Pairs, piece: Uint32Array): number {
		const addresses = new Uint32Array(this.#addressesOf(piece.length));
		for (let i = 0; i < piece.length; i++) addresses[i] = pairs.addresses[piece[i]!]!;
		for (let i = piece.length; i < addresses.length; i++) addresses[i] = this.#rng.uint32();
		return this.#encoder.encode(addresses);
	}

	/**
	 * The pairs of a piece, and for each those that are made up: its entity with its drawn addresses, and with addresses of
	 * other pairs.
	 */
	#eachPair(
		{ entities }: Pairs,
		piece: Uint32Array,
		take: (entity: number, address: number, label: 0 | 1) => void
	): void {
		const { random_negative_sampling_rate: random, shuffled_negative_sampling_rate: shuffled } = this.#p;
		for (let i = 0; i < piece.length; i++) {
			const entity = entities[piece[i]!]!;
			take(entity, i, 1);
			for (let r = 0; r < random; r++) take(entity, piece.length + i * random + r, 0);
			for (let s = 0; s < shuffled; s++) take(entity, this.#rng.below(piece.length), 0);
		}
	}
}
