import type { Rng } from '#base/rng.ts';
import { inOrder, type Points } from './points.ts';

/** Rows from which centres may be drawn. */
export interface Choice {
	readonly points: Points;
	/** Those that may be drawn, each once. */
	readonly indexes: Uint32Array;
	/** What each of them weighs; null counts all alike. */
	readonly weights: Float64Array | null;
}

/** Draws `count` of the rows, all with equal chances, and none twice. There must be as many. */
export function drawEvenly({ indexes }: Choice, count: number, rng: Rng): Uint32Array {
	const left = indexes.slice();
	for (let i = 0; i < count; i++) {
		const j = i + rng.below(left.length - i);
		[left[i], left[j]] = [left[j]!, left[i]!];
	}
	return left.subarray(0, count);
}

/**
 * k-means++: each next centre is drawn with chances that grow with the squared distance to the nearest one there is.
 * Several are drawn and the one that leaves the rows nearest is kept. Where all rows lie on centres, any will do.
 * @see D. Arthur, S. Vassilvitskii, «k-means++: the advantages of careful seeding», SODA 2007, section 2 and its greedy form
 */
export function drawApart(choice: Choice, count: number, rng: Rng): Uint32Array {
	const { points, indexes, weights } = choice;
	const rows = indexes.length;
	const isTaken = new Uint8Array(rows);
	const seeds = new Uint32Array(count);
	const tries = 2 + Math.floor(Math.log(count));
	const nearest = new Float64Array(rows).fill(Infinity);
	const chances = weights ? weights.slice() : new Float64Array(rows).fill(1);
	for (let seed = 0; seed < count; seed++) {
		const tried = drawTries(chances, isTaken, seed === 0 ? 1 : tries, rng);
		const squares = new Float64Array(rows * tried.length);
		points.distances(indexes, centersAt(points, indexes, tried), squares);
		const kept = bestOf(tried, squares, nearest, weights);
		isTaken[tried[kept]!] = 1;
		seeds[seed] = indexes[tried[kept]!]!;
		for (let i = 0; i < rows; i++) {
			const square = squares[i * tried.length + kept]!;
			if (square < nearest[i]!) nearest[i] = square;
			chances[i] = isTaken[i] ? 0 : nearest[i]! * (weights?.[i] ?? 1);
		}
	}
	return seeds;
}

/** Places in the list, drawn by their chances; where no row has one, the first that was not taken. */
function drawTries(chances: Float64Array, isTaken: Uint8Array, tries: number, rng: Rng): Uint32Array {
	let whole = 0;
	for (const chance of chances) whole += chance;
	if (!(whole > 0)) return Uint32Array.of(Math.max(0, isTaken.indexOf(0)));
	return Uint32Array.from({ length: tries }, () => {
		let left = rng.next() * whole;
		let last = 0;
		for (let i = 0; i < chances.length; i++) {
			if (chances[i] === 0) continue;
			last = i;
			left -= chances[i]!;
			if (left < 0) break;
		}
		return last;
	});
}

function bestOf(
	tried: Uint32Array,
	squares: Float64Array,
	nearest: Float64Array,
	weights: Float64Array | null
): number {
	let best = 0;
	let least = Infinity;
	for (let t = 0; t < tried.length; t++) {
		let sum = 0;
		for (let i = 0; i < nearest.length; i++) {
			sum += Math.min(nearest[i]!, squares[i * tried.length + t]!) * (weights?.[i] ?? 1);
		}
		if (sum < least) [best, least] = [t, sum];
	}
	return best;
}

function centersAt(points: Points, indexes: Uint32Array, places: Uint32Array): Float64Array {
	return rowsAsCenters(
		points,
		Uint32Array.from(places, (place) => indexes[place]!)
	);
}

/** The coordinates of those rows, one after the other. */
export function rowsAsCenters(points: Points, rows: Uint32Array): Float64Array {
	const centers = new Float64Array(rows.length * points.columns);
	points.addRows(rows, inOrder(rows.length), new Float64Array(rows.length).fill(1), centers);
	for (let i = 0; i < centers.length; i++) centers[i]! += points.around[i % points.columns]!;
	return centers;
}
