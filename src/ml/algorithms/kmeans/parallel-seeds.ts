import type { Rng } from '#base/rng.ts';
import { rowsAsCenters, drawApart, type Choice } from './seeds.ts';

/** Passes over the rows; the paper finds five enough. */
const PASSES = 5;

/** Distances that are held at once. */
const HELD = 2 ** 20;

/**
 * k-means‖: in each of few passes every row is drawn by itself, with a chance that grows with its squared distance to the
 * nearest one drawn so far, about `count` rows a pass; each of them then weighs as many rows as lie nearest to it, and
 * k-means++ draws `count` of them. As good as k-means++ over all rows, which passes them by once for each centre.
 * Where too few are drawn, since rows lie on each other, it is k-means++ over all rows.
 * @see B. Bahmani et al., «Scalable k-means++», PVLDB 5 (2012), algorithm 2
 */
export function drawInParallel(choice: Choice, count: number, rng: Rng): Uint32Array {
	const { points, indexes, weights } = choice;
	const rows = indexes.length;
	const weightOf = (i: number): number => weights?.[i] ?? 1;
	const nearest = new Float64Array(rows).fill(Infinity);
	const owners = new Uint32Array(rows);
	const isTaken = new Uint8Array(rows);
	const drawn: number[] = [];

	const take = (places: readonly number[]): void => {
		const centers = rowsAsCenters(
			points,
			Uint32Array.from(places, (place) => indexes[place]!)
		);
		const block = Math.max(1, Math.floor(HELD / places.length));
		const squares = new Float64Array(Math.min(block, rows) * places.length);
		for (let from = 0; from < rows; from += block) {
			const part = indexes.subarray(from, from + block);
			points.distances(part, centers, squares.subarray(0, part.length * places.length));
			for (let i = 0; i < part.length; i++) {
				for (let c = 0; c < places.length; c++) {
					const square = squares[i * places.length + c]!;
					if (square >= nearest[from + i]!) continue;
					nearest[from + i] = square;
					owners[from + i] = drawn.length + c;
				}
			}
		}
		for (const place of places) isTaken[place] = 1;
		drawn.push(...places);
	};

	take([firstOf(rows, weights, rng)]);
	for (let pass = 0; pass < PASSES; pass++) {
		let whole = 0;
		for (let i = 0; i < rows; i++) whole += nearest[i]! * weightOf(i);
		if (!(whole > 0)) break;
		const places: number[] = [];
		for (let i = 0; i < rows; i++) {
			const chance = (count * nearest[i]! * weightOf(i)) / whole;
			if (rng.next() < chance && !isTaken[i]) places.push(i);
		}
		if (places.length > 0) take(places);
	}
	if (drawn.length < count) return drawApart(choice, count, rng);
	const shares = new Float64Array(drawn.length);
	for (let i = 0; i < rows; i++) shares[owners[i]!]! += weightOf(i);
	const candidates = Uint32Array.from(drawn, (place) => indexes[place]!);
	return drawApart({ points, indexes: candidates, weights: shares }, count, rng);
}

/** A row, drawn by its weight. */
function firstOf(rows: number, weights: Float64Array | null, rng: Rng): number {
	if (!weights) return rng.below(rows);
	let left = rng.next() * weights.reduce((sum, weight) => sum + weight, 0);
	const found = weights.findIndex((weight) => (left -= weight) < 0);
	return found < 0 ? 0 : found;
}
