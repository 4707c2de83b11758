import type { Rng } from '#base/rng.ts';
import { orthonormaliseOrDrop } from '#ml/linalg/orthonormal.ts';
import { symmetricEigen } from '#ml/linalg/symmetric-eigen.ts';
import type { Moments } from './moments.ts';

/** Directions in which words go together, stretched so that all count alike. */
export interface Whitening {
	/** Directions that the data have; at most as many as were asked for. */
	readonly count: number;
	/** W with Wᵀ·M₂·W = 1, word after word: words · count. */
	readonly whiten: Float64Array;
	/** What leads back: U·Σ^½, word after word. */
	readonly unwhiten: Float64Array;
}

export interface WhitenOptions {
	readonly topics: number;
	readonly rng: Rng;
	readonly breathe: () => Promise<void>;
}

/** Directions beside those asked for, so that the latter come out clean. */
const MORE = 10;
const ROUNDS = 5;
/** An eigenvalue below this share of the largest is noise or rounding. */
const LEAST = 1e-9;

/**
 * The largest positive eigenvalues of the second moment and their vectors, by subspace iteration from random ones.
 * @see N. Halko, P. Martinsson, J. Tropp, «Finding structure with randomness», SIAM Review 53 (2011)
 */
export async function whitenPairs(
	moments: Moments,
	{ topics, rng, breathe }: WhitenOptions
): Promise<Whitening> {
	const words = moments.mean.length;
	const block = Math.min(words, topics + MORE);
	let basis: Float64Array<ArrayBufferLike> = Float64Array.from(
		{ length: words * block },
		() => rng.next() - 0.5
	);
	orthonormaliseColumns(basis, words, block);
	for (let round = 0; round < ROUNDS; round++) {
		basis = moments.timesPairs(basis, block);
		orthonormaliseColumns(basis, words, block);
		await breathe();
	}
	const image = moments.timesPairs(basis, block);
	const small = new Float64Array(block * block);
	for (let w = 0; w < words; w++) {
		for (let i = 0; i < block; i++) {
			for (let j = 0; j < block; j++) small[i * block + j]! += basis[w * block + i]! * image[w * block + j]!;
		}
	}
	const { values, vectors } = symmetricEigen(small, block);
	// The largest come last.
	const most = Math.abs(values[block - 1]!);
	let count = 0;
	while (count < Math.min(topics, block) && values[block - 1 - count]! > LEAST * most) count++;
	const whiten = new Float64Array(words * count);
	const unwhiten = new Float64Array(words * count);
	for (let w = 0; w < words; w++) {
		for (let i = 0; i < count; i++) {
			let sum = 0;
			const from = block - 1 - i;
			for (let j = 0; j < block; j++) sum += basis[w * block + j]! * vectors[from * block + j]!;
			const root = Math.sqrt(values[from]!);
			whiten[w * count + i] = sum / root;
			unwhiten[w * count + i] = sum * root;
		}
	}
	return { count, whiten, unwhiten };
}

function orthonormaliseColumns(m: Float64Array, rows: number, columns: number): void {
	const turned = new Float64Array(m.length);
	for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned[j * rows + i] = m[i * columns + j]!;
	orthonormaliseOrDrop(turned, rows);
	for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) m[i * columns + j] = turned[j * rows + i]!;
}
