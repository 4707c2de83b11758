import { Kernel } from './kernel.ts';
import bytes from './nearest.as.ts?wasm';

/** Functions of nearest.as.ts; all arguments are addresses and counts, as said there. */
interface Functions {
	nearest(
		x: number,
		columns: number,
		indexes: number,
		count: number,
		panels: number,
		halves: number,
		panelCount: number,
		closest: number,
		scratch: number
	): void;
	scoreAll(
		x: number,
		columns: number,
		indexes: number,
		count: number,
		panels: number,
		halves: number,
		panelCount: number,
		scores: number
	): void;
	subtract(x: number, rows: number, columns: number, around: number): void;
	addRows(
		x: number,
		columns: number,
		indexes: number,
		owners: number,
		times: number,
		count: number,
		sums: number
	): void;
	squaresTo(
		x: number,
		columns: number,
		indexes: number,
		owners: number,
		count: number,
		centers: number,
		squares: number
	): void;
}

/** Centres side by side in the kernel. */
const PANEL = 12;
const SCRATCH = 64 * 4;

/**
 * Rows of 32-bit floats, and which of some centres is nearest to each. Rows and centres are moved by the same `around`
 * before they are multiplied, which must be near to the rows: what is far from 0 loses its digits else.
 */
export class Nearest {
	readonly #kernel = new Kernel<Functions>(bytes);
	readonly #columns: number;
	readonly #around: Float64Array;
	readonly #x: number;

	/** @param x row-major, copied, without NaN */
	constructor(x: Float32Array, columns: number, around: Float64Array) {
		this.#columns = columns;
		this.#around = around;
		const kernel = this.#kernel;
		this.#x = kernel.place(x);
		const middle = kernel.place(around);
		kernel.functions.subtract(this.#x, x.length / columns, columns, middle);
		kernel.release(middle);
	}

	/**
	 * Index of the nearest centre of each of those rows; of equally near ones the first.
	 * @param centers one after the other
	 * @param closest filled, one per index
	 */
	nearest(indexes: Uint32Array, centers: Float64Array, closest: Uint32Array): void {
		const kernel = this.#kernel;
		const list = kernel.place(indexes);
		const { panels, halves, count } = this.#panelsOf(centers);
		const found = kernel.allocate(indexes.byteLength);
		const scratch = kernel.allocate(SCRATCH);
		const { nearest } = kernel.functions;
		nearest(this.#x, this.#columns, list, indexes.length, panels, halves, count, found, scratch);
		closest.set(kernel.u32(found, indexes.length));
		kernel.release(list);
	}

	/**
	 * Squared distances of those rows to each centre, to within the rounding of 32-bit floats.
	 * @param squares filled row by row, indexes · centres
	 */
	distances(indexes: Uint32Array, centers: Float64Array, squares: Float64Array): void {
		const kernel = this.#kernel;
		const width = centers.length / this.#columns;
		const list = kernel.place(indexes);
		const { panels, halves, count } = this.#panelsOf(centers);
		const found = kernel.allocate(indexes.length * count * PANEL * 4);
		kernel.functions.scoreAll(this.#x, this.#columns, list, indexes.length, panels, halves, count, found);
		const scores = kernel.f32(found, indexes.length * count * PANEL).slice();
		kernel.release(list);
		const lengths = new Float64Array(indexes.length);
		this.squaresTo(indexes, this.#around, new Uint32Array(indexes.length), lengths);
		for (let i = 0; i < indexes.length; i++) {
			const length = lengths[i]!;
			for (let c = 0; c < width; c++) {
				const square = length + 2 * scores[i * count * PANEL + c]!;
				// Below this there is nothing but rounding.
				squares[i * width + c] = square > 1e-6 * length ? square : 0;
			}
		}
	}

	/**
	 * Adds rows, times a number each, to the sums of their owners. Sums are of rows that `around` was taken from.
	 * @param owners whose sums, one per index
	 * @param times one per index
	 */
	addRows(indexes: Uint32Array, owners: Uint32Array, times: Float64Array, sums: Float64Array): void {
		const kernel = this.#kernel;
		const list = kernel.place(indexes);
		const own = kernel.place(owners.subarray(0, indexes.length));
		const factors = kernel.place(times.subarray(0, indexes.length));
		const into = kernel.place(sums);
		kernel.functions.addRows(this.#x, this.#columns, list, own, factors, indexes.length, into);
		sums.set(kernel.f64(into, sums.length));
		kernel.release(list);
	}

	/**
	 * Squared distances of those rows, each to one centre.
	 * @param closest which, one per index
	 * @param squares filled, one per index
	 */
	squaresTo(indexes: Uint32Array, centers: Float64Array, closest: Uint32Array, squares: Float64Array): void {
		const kernel = this.#kernel;
		const list = kernel.place(indexes);
		const own = kernel.place(closest.subarray(0, indexes.length));
		const moved = Float64Array.from(centers);
		for (let i = 0; i < moved.length;)
			for (let j = 0; j < this.#columns; j++, i++) moved[i]! -= this.#around[j]!;
		const to = kernel.place(moved);
		const found = kernel.allocate(indexes.length * 8);
		kernel.functions.squaresTo(this.#x, this.#columns, list, own, indexes.length, to, found);
		squares.set(kernel.f64(found, indexes.length));
		kernel.release(list);
	}

	#panelsOf(centers: Float64Array): { panels: number; halves: number; count: number } {
		const columns = this.#columns;
		const centerCount = centers.length / columns;
		const count = Math.ceil(centerCount / PANEL);
		const panels = this.#kernel.allocate(count * columns * PANEL * 4);
		const halves = this.#kernel.allocate(count * PANEL * 4);
		const placed = this.#kernel.f32(panels, count * columns * PANEL);
		const lengths = this.#kernel.f32(halves, count * PANEL).fill(Infinity);
		for (let c = 0; c < centerCount; c++) {
			let at = Math.floor(c / PANEL) * columns * PANEL + (c % PANEL);
			let sum = 0;
			for (let j = 0; j < columns; j++, at += PANEL) {
				const value = Math.fround(centers[c * columns + j]! - this.#around[j]!);
				placed[at] = value;
				sum += value * value;
			}
			lengths[c] = sum / 2;
		}
		return { panels, halves, count };
	}
}
