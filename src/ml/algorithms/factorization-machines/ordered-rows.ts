import type { Rng } from '#base/rng.ts';
import type { SparseRows } from '#ml/data/sparse-rows.ts';
import type { Labelled } from './training-data.ts';

/** Training rows as they came, the order that was drawn for them, and the features that occur. */
export interface OrderedRows extends SparseRows {
	readonly rows: number;
	readonly labels: Float32Array;
	/** The rows' numbers in the order that was drawn. */
	readonly order: Uint32Array;
	/** The features that occur, in order: feature `active[place]` is at `place`. */
	readonly active: Uint32Array;
}

/** Draws the order of the rows and looks which features they have. */
export function orderRows(data: Labelled, features: number, rng: Rng): OrderedRows {
	const { rows, starts, places, values, labels } = data;
	const order = rng.shuffle(Uint32Array.from({ length: rows }, (_, i) => i));
	const isThere = new Uint8Array(features);
	for (let i = 0; i < places.length; i++) isThere[places[i]!] = 1;
	let count = 0;
	for (let j = 0; j < features; j++) count += isThere[j]!;
	const active = new Uint32Array(count);
	for (let j = 0, at = 0; j < features; j++) if (isThere[j]) active[at++] = j;
	return { rows, starts, places, values, labels, order, active };
}

/**
 * Puts the rows into their order, with the features that occur numbered from 0: what training remembers of each feature
 * then costs nothing for the others.
 * @param to filled; as long as those of the rows
 */
export function packRows({ rows, starts, places, values, order, active }: OrderedRows, to: SparseRows): void {
	const placeOf = new Uint32Array((active.at(-1) ?? -1) + 1);
	for (let place = 0; place < active.length; place++) placeOf[active[place]!] = place;
	let at = 0;
	for (let row = 0; row < rows; row++) {
		const from = order[row]!;
		const end = starts[from + 1]!;
		for (let i = starts[from]!; i < end; i++) {
			to.places[at] = placeOf[places[i]!]!;
			to.values[at++] = values[i]!;
		}
		to.starts[row + 1] = at;
	}
}
