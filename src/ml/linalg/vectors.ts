import { Doubles } from '../wasm/doubles.ts';

/**
 * Products of sets of vectors. A set is one vector after the other, `length` numbers each. Several are gone through at once,
 * so that each number that is fetched is used more than once: some five times as quick as one by one.
 */

/**
 * Products of a fixed set of vectors, which is kept in a kernel, with others: symmetric matrices times vectors, too, whose
 * rows are a set.
 */
export class DotProducts {
	readonly #kernel = new Doubles();
	readonly #length: number;
	readonly #count: number;
	readonly #at: number;

	constructor(vectors: Float64Array, length: number) {
		this.#length = length;
		this.#count = vectors.length / length;
		this.#at = this.#kernel.place(vectors);
	}

	/**
	 * products[i · count + j] = a_i · b_j, with the vectors of the set as b.
	 * @param products filled
	 */
	with(a: Float64Array, products: Float64Array): void {
		const kernel = this.#kernel;
		const count = a.length / this.#length;
		const at = kernel.place(a);
		const to = kernel.allocate(products.byteLength);
		kernel.functions.dotProducts(at, count, this.#at, this.#count, this.#length, to);
		products.set(kernel.f64(to, products.length));
		kernel.release(at);
	}
}

/**
 * Sums of vectors, each times its share: as many as there are rows of shares.
 * @param shares row-major, count(vectors) a row
 */
export function mixtures(shares: Float64Array, vectors: Float64Array, length: number): Float64Array {
	const count = vectors.length / length;
	const rows = shares.length / count;
	const mixed = new Float64Array(rows * length);
	const fours = count - (count % 4);
	for (let row = 0; row < rows; row++) {
		const [to, own] = [row * length, row * count];
		for (let i = 0; i < fours; i += 4) {
			const [s0, s1, s2, s3] = [
				shares[own + i]!,
				shares[own + i + 1]!,
				shares[own + i + 2]!,
				shares[own + i + 3]!
			];
			const v0 = i * length;
			const [v1, v2, v3] = [v0 + length, v0 + 2 * length, v0 + 3 * length];
			for (let p = 0; p < length; p++) {
				mixed[to + p]! +=
					s0 * vectors[v0 + p]! + s1 * vectors[v1 + p]! + (s2 * vectors[v2 + p]! + s3 * vectors[v3 + p]!);
			}
		}
		for (let i = fours; i < count; i++) {
			const share = shares[own + i]!;
			for (let p = 0, from = i * length; p < length; p++) mixed[to + p]! += share * vectors[from + p]!;
		}
	}
	return mixed;
}

/**
 * Takes from a vector what it has in common with the first `before` of an orthonormal set, four of them at a time.
 * @param vector changed
 */
export function takeAway(vector: Float64Array, others: Float64Array, before: number): void {
	const length = vector.length;
	const fours = before - (before % 4);
	for (let j = 0; j < fours; j += 4) {
		const o0 = j * length;
		const [o1, o2, o3] = [o0 + length, o0 + 2 * length, o0 + 3 * length];
		let [s0, s1, s2, s3] = [0, 0, 0, 0];
		for (let p = 0; p < length; p++) {
			const value = vector[p]!;
			s0 += others[o0 + p]! * value;
			s1 += others[o1 + p]! * value;
			s2 += others[o2 + p]! * value;
			s3 += others[o3 + p]! * value;
		}
		for (let p = 0; p < length; p++) {
			vector[p]! -=
				s0 * others[o0 + p]! + s1 * others[o1 + p]! + (s2 * others[o2 + p]! + s3 * others[o3 + p]!);
		}
	}
	for (let j = fours; j < before; j++) {
		const from = j * length;
		let sum = 0;
		for (let p = 0; p < length; p++) sum += others[from + p]! * vector[p]!;
		for (let p = 0; p < length; p++) vector[p]! -= sum * others[from + p]!;
	}
}
