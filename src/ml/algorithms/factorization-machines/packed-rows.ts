import type { Rng } from '#base/rng.ts';
import type { SparseRows } from '#ml/data/sparse-rows.ts';
import type { Labelled } from './training-data.ts';

/** Training rows in the order that was drawn, with the features that occur numbered from 0. */
export interface PackedRows extends SparseRows {
	readonly rows: number;
	readonly labels: Float32Array;
	/** The features that occur, in order: feature `active[place]` is at `place`. */
	readonly active: Uint32Array;
}

/**
 * Draws the order of the rows and leaves out features that no row has: what training remembers of each feature then
 * costs nothing for those. Time and memory grow with the cells and with `features`.
 */
export function packRows(
	{ rows, starts, places, values, labels }: Labelled,
	features: number,
	rng: Rng
): PackedRows {
	const order = rng.shuffle(Uint32Array.from({ length: rows }, (_, i) => i));
	const place = new Uint32Array(features);
	for (let i = 0; i < places.length; i++) place[places[i]!] = 1;
	const active = new Uint32Array(place.reduce((count, occurs) => count + occurs, 0));
	for (let j = 0, at = 0; j < features; j++) {
		if (!place[j]) continue;
		place[j] = at;
		active[at++] = j;
	}
	const packed = {
		starts: new Uint32Array(rows + 1),
		places: new Uint32Array(places.length),
		values: new Float32Array(values.length)
	};
	let at = 0;
	for (let row = 0; row < rows; row++) {
		const from = order[row]!;
		for (let i = starts[from]!; i < starts[from + 1]!; i++) {
			packed.places[at] = place[places[i]!]!;
			packed.values[at++] = values[i]!;
		}
		packed.starts[row + 1] = at;
	}
	return { ...packed, rows, labels: Float32Array.from(order, (row) => labels[row]!), active };
}
