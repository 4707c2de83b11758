import type { Dataset } from '#ml/data/dataset.ts';
import type { BinLayout } from './binning.ts';
import { cutColumn, type Cuts } from './cuts.ts';
import { presentCells } from './present-cells.ts';

/** Sparse rows with every value replaced by the number of its bin. */
export interface SparseBins extends BinLayout {
	readonly rows: number;
	readonly columns: number;
	/** Columns that have any values, rising. */
	readonly filled: Int32Array;
	/** Where the cells of each row begin; rows + 1. */
	readonly rowStarts: Uint32Array;
	/** Column of each cell, rising within a row. */
	readonly places: Uint32Array;
	/** Bin of each cell. */
	readonly bins: Uint32Array;
}

const NOTHING: Cuts = { ends: new Float32Array(0), floor: 0 };

/** Bins every column at its own quantiles, as {@link binTable} does dense ones. */
export function binSparse(
	data: Dataset,
	maxBins: number,
	rowWeights: Float32Array | null,
	style: 'hist' | 'approx'
): SparseBins {
	const { rows, columns } = data;
	const cells = presentCells(data);
	const hasMissing = new Uint8Array(columns);
	const starts = new Int32Array(columns + 1);
	const cuts = new Array<Cuts>(columns).fill(NOTHING);
	const { starts: rowStarts, places } = data.sparse!;
	const bins = new Uint32Array(places.length);
	for (let f = 0; f < columns; f++) {
		const [from, to] = [cells.starts[f]!, cells.starts[f + 1]!];
		hasMissing[f] = to - from < rows ? 1 : 0;
		if (to > from) {
			const weights =
				rowWeights && Float32Array.from(cells.rows.subarray(from, to), (row) => rowWeights[row]!);
			cuts[f] = cutColumn(cells.values.slice(from, to), weights, maxBins, style);
		}
		const { ends } = cuts[f]!;
		starts[f + 1] = starts[f]! + ends.length + hasMissing[f]!;
		for (let i = from; i < to; i++) bins[cells.from[i]!] = starts[f]! + binOf(ends, cells.values[i]!);
	}
	return { rows, columns, starts, hasMissing, cuts, filled: cells.filled, rowStarts, places, bins };
}

/** Index of the first end above the value; the last bin where there is none. */
function binOf(ends: Float32Array, value: number): number {
	let low = 0;
	let high = ends.length - 1;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (value < ends[middle]!) high = middle;
		else low = middle + 1;
	}
	return low;
}
