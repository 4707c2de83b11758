import { Kernel } from '#ml/wasm/kernel.ts';
import bytes from './assign-bins.as.ts?wasm';

/** The function of assign-bins.as.ts; all arguments are addresses and counts, as said there. */
interface Functions {
	assign(
		x: number,
		rows: number,
		columns: number,
		trees: number,
		levels: number,
		binStarts: number,
		missing: number,
		bins: number,
		bytes: number
	): void;
}

/** Cells that are in the kernel's memory at once, or those of one row. */
const BLOCK = 2 ** 16;
/** Ends in a node of a search tree. */
const NODE = 16;

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
	const made = ends.map(searchTree);
	const trees = kernel.place(Uint32Array.from(made, ({ nodes }) => kernel.place(nodes)));
	const levels = kernel.place(Uint8Array.from(made, (each) => each.levels));
	const binStarts = kernel.place(starts);
	const missing = kernel.place(Int32Array.from(ends, (each, f) => starts[f]! + each.length));
	const step = columns * Math.max(1, Math.floor(BLOCK / columns));
	const cellsAt = kernel.allocate(4 * step);
	const binsAt = kernel.allocate(size * step);
	const bins = new Kind(x.length);
	for (let from = 0; from < x.length; from += step) {
		const cells = x.subarray(from, from + step);
		kernel.f32(cellsAt, cells.length).set(cells);
		const rows = cells.length / columns;
		kernel.functions.assign(cellsAt, rows, columns, trees, levels, binStarts, missing, binsAt, size);
		bins.set(size === 2 ? kernel.u16(binsAt, cells.length) : kernel.u32(binsAt, cells.length), from);
	}
	return bins;
}

/**
 * Every sixteenth of what stands one level below it, from one node on top down to the ends themselves. The last end is left
 * out, so that whatever lies above the one before it is in the last bin.
 */
function searchTree(ends: Float32Array): { nodes: Float32Array; levels: number } {
	let levels = 1;
	while (NODE ** levels < ends.length) levels++;
	const nodes: number[] = [];
	for (let level = 1; level <= levels; level++) {
		const apart = NODE ** (levels - level);
		for (let i = 1; i <= NODE ** level; i++) nodes.push(i * apart < ends.length ? ends[i * apart - 1]! : NaN);
	}
	return { nodes: Float32Array.from(nodes), levels };
}
