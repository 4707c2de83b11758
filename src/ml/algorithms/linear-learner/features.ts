import type { Dataset } from '#ml/data/dataset.ts';
import type { SparseRows } from '#ml/data/sparse-rows.ts';
import type { LinearKernel } from '#ml/wasm/linear.ts';
import { PlacedRows } from './placed-rows.ts';
import type { Scaler } from './scaler.ts';

/** Rows whose margins and gradients are worked out. */
export interface Features {
	readonly rows: number;
	readonly columns: number;
	/** Row-major; empty where the rows are sparse or lie in a kernel. */
	readonly x: Float32Array;
	readonly sparse: SparseRows | null;
	/** Dense rows as they are learnt from: in a kernel's memory. */
	readonly placed: PlacedRows | null;
	/** What still has to be taken off each column of sparse rows; null for nothing. */
	readonly shift: Float64Array | null;
}

/** Columns with a weight, in order. */
export function activeColumns({ idle }: Scaler): Uint32Array {
	const active = new Uint32Array(idle.reduce((count, isIdle) => count + 1 - isIdle, 0));
	let at = 0;
	for (let j = 0; j < idle.length; j++) if (!idle[j]) active[at++] = j;
	return active;
}

/**
 * The rows with those indexes, in that order, of the active columns, moved and stretched.
 * @param active as {@link activeColumns} gives them
 * @param kernel takes dense rows
 */
export function prepare(
	data: Dataset,
	indexes: Uint32Array,
	scaler: Scaler,
	active: Uint32Array,
	kernel: LinearKernel
): Features {
	const { shift, scale } = scaler;
	const common = { rows: indexes.length, columns: active.length, x: new Float32Array(0) };
	if (data.sparse) {
		const moved = shift && Float64Array.from(active, (j) => shift[j]! * scale[j]!);
		const sparse = prepareSparse(data.sparse, data.columns, indexes, scale, active);
		return { ...common, sparse, placed: null, shift: moved };
	}
	return {
		...common,
		sparse: null,
		placed: new PlacedRows(kernel, data, indexes, scaler, active),
		shift: null
	};
}

function prepareSparse(
	{ starts, places, values }: SparseRows,
	columns: number,
	indexes: Uint32Array,
	scale: Float64Array,
	active: Uint32Array
): SparseRows {
	const NOWHERE = 0xffffffff;
	const place = new Uint32Array(columns).fill(NOWHERE);
	for (let k = 0; k < active.length; k++) place[active[k]!] = k;
	const kept = new Uint32Array(indexes.length + 1);
	const keptPlaces = new Uint32Array(values.length);
	const keptValues = new Float32Array(values.length);
	let at = 0;
	for (let row = 0; row < indexes.length; row++) {
		const from = indexes[row]!;
		for (let i = starts[from]!; i < starts[from + 1]!; i++) {
			const j = places[i]!;
			if (place[j] === NOWHERE) continue;
			keptPlaces[at] = place[j]!;
			keptValues[at++] = values[i]! * scale[j]!;
		}
		kept[row + 1] = at;
	}
	return { starts: kept, places: keptPlaces.subarray(0, at), values: keptValues.subarray(0, at) };
}
