import type { Rng } from '#base/rng.ts';
import type { SparseRows } from '#ml/data/sparse-rows.ts';
import type { Kernel } from '#ml/wasm/kernel.ts';
import type { Labelled } from './training-data.ts';

/** Functions of ordered-rows.as.ts. */
export interface OrderFunctions {
	scatter(...numbers: number[]): void;
	renumber(cells: number, count: number, numbers: number): void;
}

/** Training rows as they came, and an order for them, batch after batch. */
export interface OrderedRows extends SparseRows {
	readonly rows: number;
	/** The rows' numbers in that order. */
	readonly order: Uint32Array;
	/** In that order. */
	readonly labels: Float32Array;
}

/** Rows in a kernel, in their order: addresses, of cells with the features that occur numbered from 0. */
export interface PlacedRows {
	readonly starts: number;
	readonly cells: number;
	readonly labels: number;
	/** The features that occur, in order: feature `active[place]` is at `place`. */
	readonly active: Uint32Array;
}

/** Cells that are brought into the kernel at once. */
const STAGED = 2 ** 17;

/**
 * Draws which rows are in a batch together. Inside a batch the rows stay in the order in which they came, which alters
 * nothing but rounding, and is quicker to bring about.
 * @param batch rows to a batch; the last may have fewer
 */
export function orderRows(data: Labelled, batch: number, rng: Rng): OrderedRows {
	const { rows, starts, places, values, labels } = data;
	const drawn = rng.shuffle(Uint32Array.from({ length: rows }, (_, i) => i));
	const batchOf = new Uint32Array(rows);
	for (let i = 0; i < rows; i++) batchOf[drawn[i]!] = Math.floor(i / batch);
	const next = Uint32Array.from({ length: Math.ceil(rows / batch) }, (_, i) => i * batch);
	const order = drawn;
	const ordered = new Float32Array(rows);
	for (let row = 0; row < rows; row++) {
		const at = next[batchOf[row]!]!++;
		order[at] = row;
		ordered[at] = labels[row]!;
	}
	return { rows, starts, places, values, order, labels: ordered };
}

/**
 * Puts the rows into a kernel, in their order: what training reads then lies one behind the other, and what it remembers
 * of each feature costs nothing for those that do not occur.
 * @param features how many there are
 */
export function placeRows(
	kernel: Kernel<OrderFunctions>,
	{ rows, starts, places, values, order, labels }: OrderedRows,
	features: number
): PlacedRows {
	const count = places.length;
	const cells = kernel.allocate(8 * count);
	const placedLabels = kernel.place(labels);
	const placedStarts = kernel.allocate(4 * (rows + 1));
	const targets = new Uint32Array(rows);
	const begins = kernel.u32(placedStarts, rows + 1);
	for (let i = 0, at = 0; i < rows; i++) {
		const row = order[i]!;
		targets[row] = at;
		at += starts[row + 1]! - starts[row]!;
		begins[i + 1] = at;
	}
	const isThere = kernel.allocate(features);
	for (let from = 0, to = 0; from < rows; from = to) {
		while (to < rows && (to === from || starts[to + 1]! - starts[from]! <= STAGED)) to++;
		const [first, last] = [starts[from]!, starts[to]!];
		const own = kernel.place(starts.subarray(from, to + 1).map((start) => start - first));
		const ofPlaces = kernel.place(places.subarray(first, last));
		const ofValues = kernel.place(values.subarray(first, last));
		const ofTargets = kernel.place(targets.subarray(from, to));
		kernel.functions.scatter(to - from, own, ofPlaces, ofValues, ofTargets, cells, isThere);
		kernel.release(own);
	}
	const active = placesOf(kernel.u8(isThere, features));
	const numbers = new Uint32Array(features);
	for (let place = 0; place < active.length; place++) numbers[active[place]!] = place;
	kernel.functions.renumber(cells, count, kernel.place(numbers));
	kernel.release(isThere);
	return { starts: placedStarts, cells, labels: placedLabels, active };
}

/** Where something is. */
function placesOf(isThere: Uint8Array): Uint32Array {
	const found = new Uint32Array(isThere.reduce((sum, each) => sum + each, 0));
	for (let j = 0, at = 0; j < isThere.length; j++) if (isThere[j]) found[at++] = j;
	return found;
}
