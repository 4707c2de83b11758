import { takeAway } from './vectors.ts';

/**
 * Makes vectors orthonormal, in their order (Gram and Schmidt, twice over). One that hangs on those before it is
 * replaced by an axis that does not, so that as many come out as go in.
 * @param vectors one after the other, `length` numbers each, changed; no more of them than `length`
 * @param from the first that is not orthonormal to those before it yet
 */
export function orthonormalise(vectors: Float64Array, length: number, from = 0): void {
	const count = vectors.length / length;
	let axis = 0;
	for (let i = from; i < count; i++) {
		const vector = vectors.subarray(i * length, (i + 1) * length);
		while (!isIndependent(vectors, vector, i)) {
			vector.fill(0);
			vector[axis++ % length] = 1;
		}
	}
}

/**
 * The same, but a vector that hangs on those before it becomes 0.
 * @returns how many are left
 */
export function orthonormaliseOrDrop(vectors: Float64Array, length: number): number {
	let rank = 0;
	for (let i = 0; i * length < vectors.length; i++) {
		const vector = vectors.subarray(i * length, (i + 1) * length);
		if (isIndependent(vectors, vector, i)) rank++;
		else vector.fill(0);
	}
	return rank;
}

/** What is left of a vector of length 1 where it hangs on the others: rounding. */
const NOTHING = 1e-10;

/** Takes from a vector what those before it have in common with it, and stretches the rest to length 1. */
function isIndependent(vectors: Float64Array, vector: Float64Array, before: number): boolean {
	const whole = stretch(vector);
	if (!(whole > 0)) return false;
	for (let pass = 0; pass < 2; pass++) {
		takeAway(vector, vectors, before);
		if (stretch(vector) < NOTHING) return false;
	}
	return true;
}

/** Divides a vector by its length, and says how long it was. */
function stretch(vector: Float64Array): number {
	let sum = 0;
	for (let i = 0; i < vector.length; i++) sum += vector[i]! * vector[i]!;
	const length = Math.sqrt(sum);
	if (length > 0) for (let i = 0; i < vector.length; i++) vector[i]! /= length;
	return length;
}
