import type { Dataset } from '#ml/data/dataset.ts';
import { cutColumn, type Cuts } from './cuts.ts';

/** Where the columns of a table are cut into bins. Bins are numbered through all columns. */
export interface BinLayout {
	/** Column f owns the bins starts[f] … starts[f + 1] − 1; the last of them holds its missing values if it has any. */
	readonly starts: Int32Array;
	readonly hasMissing: Uint8Array;
	readonly cuts: readonly Cuts[];
}

/** A table with every value replaced by the number of its bin. */
export interface BinnedTable extends BinLayout {
	readonly rows: number;
	readonly columns: number;
	/** Row-major, rows · columns. */
	readonly bins: Uint16Array | Uint32Array;
}

/**
 * Bins every column at its own quantiles, weighted where there are weights. O(n·d·log n). An all-missing column has the
 * one bin of its missing values.
 */
export function binTable(
	data: Dataset,
	maxBins: number,
	rowWeights: Float32Array | null = data.weights,
	style: 'hist' | 'approx' = 'hist'
): BinnedTable {
	const { rows, columns } = data;
	const hasMissing = new Uint8Array(columns);
	const starts = new Int32Array(columns + 1);
	const cuts: Cuts[] = [];
	for (let f = 0; f < columns; f++) {
		const { values, weights } = presentValues(data, f, rowWeights);
		hasMissing[f] = values.length < rows ? 1 : 0;
		cuts.push(cutColumn(values, weights, maxBins, style));
		starts[f + 1] = starts[f]! + cuts[f]!.ends.length + hasMissing[f]!;
	}
	const total = starts[columns]!;
	const bins = total > 65536 ? new Uint32Array(rows * columns) : new Uint16Array(rows * columns);
	for (let f = 0; f < columns; f++) assignBins(data, f, cuts[f]!.ends, starts[f]!, bins);
	return { rows, columns, bins, starts, hasMissing, cuts };
}

/** Some columns of a binned table, as a table. @param own rising */
export function columnsOf(
	{ rows, columns, bins, starts, hasMissing, cuts }: BinnedTable,
	own: Int32Array
): BinnedTable {
	const count = own.length;
	const ownStarts = new Int32Array(count + 1);
	own.forEach((f, i) => (ownStarts[i + 1] = ownStarts[i]! + starts[f + 1]! - starts[f]!));
	const Kind = ownStarts[count]! > 65536 ? Uint32Array : Uint16Array;
	const ownBins = new Kind(rows * count);
	for (let i = 0; i < count; i++) {
		const moved = ownStarts[i]! - starts[own[i]!]!;
		for (let row = 0, at = own[i]!, to = i; row < rows; row++, at += columns, to += count) {
			ownBins[to] = bins[at]! + moved;
		}
	}
	return {
		rows,
		columns: count,
		bins: ownBins,
		starts: ownStarts,
		hasMissing: Uint8Array.from(own, (f) => hasMissing[f]!),
		cuts: Array.from(own, (f) => cuts[f]!)
	};
}

function presentValues(
	data: Dataset,
	f: number,
	rowWeights: Float32Array | null
): { values: Float32Array; weights: Float32Array | null } {
	const { rows, columns, x } = data;
	const values = new Float32Array(rows);
	const weights = rowWeights && new Float32Array(rows);
	let count = 0;
	for (let row = 0; row < rows; row++) {
		const value = x[row * columns + f]!;
		if (Number.isNaN(value)) continue;
		if (weights) weights[count] = rowWeights![row]!;
		values[count++] = value;
	}
	return { values: values.subarray(0, count), weights: weights && weights.subarray(0, count) };
}

function assignBins(
	data: Dataset,
	f: number,
	ends: Float32Array,
	start: number,
	bins: Uint16Array | Uint32Array
): void {
	const { rows, columns, x } = data;
	const missing = start + ends.length;
	for (let row = 0, at = f; row < rows; row++, at += columns) {
		const value = x[at]!;
		bins[at] = value !== value ? missing : start + binOf(ends, value);
	}
}

/** Index of the first end above the value; the last bin where there is none. */
export function binOf(ends: Float32Array, value: number): number {
	let low = 0;
	let high = ends.length - 1;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (value < ends[middle]!) high = middle;
		else low = middle + 1;
	}
	return low;
}
