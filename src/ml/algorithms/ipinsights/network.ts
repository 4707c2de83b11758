import type { Rng } from '#base/rng.ts';
import type { IpHyperparameters } from './hyperparameters.ts';
import { PREFIX_ROWS, PREFIXES, writePrefixRows } from './prefixes.ts';

/** All that is learnt. */
export interface Network {
	readonly dim: number;
	/** Vectors that entities are hashed to: rows · dim. */
	readonly entities: Float32Array;
	/** Vectors of prefixes: {@link PREFIX_ROWS} · dim. */
	readonly prefixes: Float32Array;
	/** The dense layers, first first. */
	readonly layers: readonly Layer[];
}

/** z + max(0, z · W + b): what a layer makes of z. */
export interface Layer {
	/** dim · dim, row-major, a column for each number that comes out. */
	readonly weights: Float32Array;
	readonly biases: Float32Array;
}

/** Numbers before the first step lie between this below and above 0. */
const SCALE = 0.07;

/** The network before the first step. */
export function drawNetwork(p: IpHyperparameters, rng: Rng): Network {
	const dim = p.vector_dim;
	const draw = (length: number, scale: number): Float32Array => {
		const values = new Float32Array(length);
		for (let i = 0; i < length; i++) values[i] = scale * (2 * rng.next() - 1);
		return values;
	};
	// Layers that add to what they get stay bounded however many there are.
	const depth = Math.sqrt(Math.max(1, p.num_ip_encoder_layers));
	return {
		dim,
		entities: draw(p.num_entity_vectors * dim, SCALE),
		prefixes: draw(PREFIX_ROWS * dim, SCALE),
		layers: Array.from({ length: p.num_ip_encoder_layers }, () => ({
			weights: draw(dim * dim, 1 / Math.sqrt(dim) / depth),
			biases: new Float32Array(dim)
		}))
	};
}

/** The vector of an address: the sum of those of its prefixes, through the layers. Time: dim² · layers. */
export function encodeAddress({ dim, prefixes, layers }: Network, address: number): Float32Array {
	const rows = new Uint32Array(PREFIXES);
	writePrefixRows(address, rows, 0);
	const z = new Float32Array(dim);
	for (const row of rows) for (let f = 0; f < dim; f++) z[f]! += prefixes[row * dim + f]!;
	for (const { weights, biases } of layers) {
		const sums = biases.slice();
		for (let i = 0; i < dim; i++) {
			const value = z[i]!;
			for (let f = 0; f < dim; f++) sums[f]! += value * weights[i * dim + f]!;
		}
		for (let f = 0; f < dim; f++) z[f]! += Math.max(0, sums[f]!);
	}
	return z;
}

/** The product of two vectors, from a place in each on. */
export function dot(a: Float32Array, from: number, b: Float32Array, at: number, dim: number): number {
	let sum = 0;
	for (let f = 0; f < dim; f++) sum += a[from + f]! * b[at + f]!;
	return sum;
}
