import { Kernel } from '#ml/wasm/kernel.ts';
import bytes from './assign-bins.as.ts?wasm';

/** The function of assign-bins.as.ts; all arguments are addresses and counts, as said there. */
interface Functions {
	assign(
		x: number,
		rows: number,
		columns: number,
		ends: number,
		endStarts: number,
		binStarts: number,
		bins: number,
		bytes: number
	): void;
}

/** Cells that are in the kernel's memory at once. */
const BLOCK = 2 ** 16;

/**
 * The bin of every cell, row-major: that of the first end above its value, else of the last end; behind them all where it
 * is missing.
 * @param x row-major, rows · columns
 * @param ends of each column, rising
 * @param starts first bin of each column, and behind the last the number of bins
 */
export function assignBins(
	x: Float32Array,
	ends: readonly Float32Array[],
	starts: Int32Array
): Uint16Array | Uint32Array {
	const columns = ends.length;
	const Kind = starts[columns]! > 65536 ? Uint32Array : Uint16Array;
	const size = Kind.BYTES_PER_ELEMENT;
	const kernel = new Kernel<Functions>(bytes);
	const endStarts = new Int32Array(columns + 1);
	ends.forEach((each, f) => (endStarts[f + 1] = endStarts[f]! + each.length));
	const endsAt = kernel.allocate(4 * endStarts[columns]!);
	ends.forEach((each, f) => kernel.f32(endsAt + 4 * endStarts[f]!, each.length).set(each));
	const endStartsAt = kernel.place(endStarts);
	const binStartsAt = kernel.place(starts);
	const step = columns * Math.max(1, Math.floor(BLOCK / columns));
	const cellsAt = kernel.allocate(4 * step);
	const binsAt = kernel.allocate(size * step);
	const bins = new Kind(x.length);
	for (let from = 0; from < x.length; from += step) {
		const cells = x.subarray(from, from + step);
		kernel.f32(cellsAt, cells.length).set(cells);
		const rows = cells.length / columns;
		kernel.functions.assign(cellsAt, rows, columns, endsAt, endStartsAt, binStartsAt, binsAt, size);
		bins.set(size === 2 ? kernel.u16(binsAt, cells.length) : kernel.u32(binsAt, cells.length), from);
	}
	return bins;
}
