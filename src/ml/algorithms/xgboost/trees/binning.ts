import type { Dataset } from '#ml/data/dataset.ts';
import { assignBins } from './assign-bins.ts';
import { ColumnSummaries } from './column-summary.ts';
import { cutSummary, type Cuts } from './cuts.ts';

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
 * Bins every column at its own quantiles, weighted where there are weights. O(n·d). An all-missing column has the
 * one bin of its missing values.
 */
export function binTable(
	data: Dataset,
	maxBins: number,
	rowWeights: Float32Array | null = data.weights,
	style: 'hist' | 'approx' = 'hist'
): BinnedTable {
	const { rows, columns, x } = data;
	const summaries = new ColumnSummaries(rows, rowWeights);
	const hasMissing = new Uint8Array(columns);
	const starts = new Int32Array(columns + 1);
	const cuts: Cuts[] = [];
	for (let f = 0; f < columns; f++) {
		const summary = summaries.of(x, f, columns);
		hasMissing[f] = summary.present < rows ? 1 : 0;
		cuts.push(cutSummary(summary, maxBins, style));
		starts[f + 1] = starts[f]! + cuts[f]!.ends.length + hasMissing[f]!;
	}
	const ends = cuts.map((each) => each.ends);
	return { rows, columns, bins: assignBins(x, ends, starts), starts, hasMissing, cuts };
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
