import type { Dataset } from '#ml/data/dataset.ts';
import type { LinearKernel, Workspace } from '#ml/wasm/linear.ts';
import type { Scaler } from './scaler.ts';
import { throughWindows, type Windows } from './windows.ts';

/** Losses that the kernel knows. */
export type KernelLoss = 'logistic' | 'squared';

/** What the losses of some rows come to, added to what is there, model after model. */
export interface LossSums {
	readonly losses: Float64Array;
	/** Of the rows' weights. */
	readonly counts: Float64Array;
}

/** A column's value this near to its mean differs from it by rounding only. */
const ROUNDING = 1e-12;
/** Numbers that are copied at once, so that they stay in a cache. */
const CHUNK = 2 ** 16;
/** Numbers beyond which rows go to their places window by window, and those of a window: 64 MiB and 8. */
const LARGE = 2 ** 24;
const WINDOW = 2 ** 21;

/** Dense rows in a kernel's memory, moved and stretched, and what is worked out from them there, in 32 bits. */
export class PlacedRows {
	readonly #kernel: LinearKernel;
	readonly #columns: number;
	/** Columns, up to the next four. */
	readonly #step: number;
	readonly #at: number;
	#labels = 0;
	#areFinite = true;

	/**
	 * Places all rows, of the active columns.
	 * @param indexes their order: each row once
	 */
	constructor(
		kernel: LinearKernel,
		data: Dataset,
		indexes: Uint32Array,
		scaler: Scaler,
		active: Uint32Array
	) {
		this.#kernel = kernel;
		this.#columns = active.length;
		this.#step = 4 * Math.ceil(active.length / 4);
		this.#at = kernel.allocate(4 * this.#step * indexes.length);
		this.#place(data, indexes, scaler, active);
	}

	/** Takes the rows as they lie, chunk after chunk, and puts each where it belongs. */
	#place({ x, rows, columns }: Dataset, indexes: Uint32Array, scaler: Scaler, active: Uint32Array): void {
		const kernel = this.#kernel;
		const step = this.#step;
		const places = new Uint32Array(rows);
		for (let i = 0; i < indexes.length; i++) places[indexes[i]!] = i;
		const windows = rows * step > LARGE ? throughWindows(places, WINDOW / step) : null;
		const first = windows?.first ?? places;
		const together = Math.max(1, Math.min(rows, Math.floor(CHUNK / columns)));
		// The last four numbers of a row may be read where there are fewer.
		const chunk = kernel.allocate(4 * together * columns + 12);
		const placesAt = kernel.allocate(4 * together);
		const scaling = kernel.allocate(16 * step);
		kernel.f32(scaling, 4 * step).set(this.#scalingOf(scaler, active));
		const picked = active.length === columns ? 0 : kernel.allocate(4 * step);
		if (picked > 0) kernel.u32(picked, active.length).set(active);
		for (let from = 0; from < rows; from += together) {
			const to = Math.min(rows, from + together);
			kernel.f32(chunk, (to - from) * columns).set(x.subarray(from * columns, to * columns));
			kernel.u32(placesAt, to - from).set(first.subarray(from, to));
			const isFinite = kernel.functions.placeRows(
				chunk,
				to - from,
				columns,
				placesAt,
				picked,
				this.#at,
				step,
				scaling
			);
			if (isFinite === 0) this.#areFinite = false;
		}
		kernel.release(chunk);
		if (windows) this.#settle(windows, rows);
	}

	/** The second step: each window by itself. */
	#settle({ size, second }: Windows, rows: number): void {
		const kernel = this.#kernel;
		const scratch = kernel.allocate(4 * this.#step * size);
		const places = kernel.allocate(4 * size);
		for (let from = 0; from < rows; from += size) {
			const to = Math.min(rows, from + size);
			kernel.u32(places, to - from).set(second.subarray(from, to));
			kernel.functions.permuteRows(this.#addressOf(from), to - from, this.#step, places, scratch);
		}
		kernel.release(scratch);
	}

	/** Of every four columns their means in two parts, their scales, and differences up to which are rounding. */
	#scalingOf({ shift, scale }: Scaler, active: Uint32Array): Float32Array {
		// What lies behind the columns is never more than rounding: it becomes 0.
		const scaling = Float32Array.from({ length: 4 * this.#step }, (_, i) => (i % 16 < 12 ? 0 : Infinity));
		for (const [k, j] of active.entries()) {
			const at = 16 * Math.floor(k / 4) + (k % 4);
			const mean = shift?.[j] ?? 0;
			scaling[at] = mean;
			scaling[at + 4] = mean - scaling[at]!;
			scaling[at + 8] = scale[j]!;
			scaling[at + 12] = shift ? ROUNDING * Math.abs(mean) : -1;
		}
		return scaling;
	}

	/** Whether every number that was placed is one, and not infinite. */
	get areFinite(): boolean {
		return this.#areFinite;
	}

	/** Labels, one per row, for {@link PlacedRows.measure}. */
	placeLabels(labels: Float64Array): void {
		this.#labels = this.#kernel.allocate(4 * (labels.length + 4));
		this.#kernel.f32(this.#labels, labels.length).set(labels);
	}

	/** The rows [from, to) as they lie there, `columns` of every `step` numbers; until something is next worked out. */
	rowsFrom(from: number, to: number): { readonly values: Float32Array; readonly step: number } {
		const step = this.#step;
		return { values: this.#kernel.f32(this.#at + 4 * from * step, (to - from) * step), step };
	}

	/** Row after row, as they are learnt from. */
	row(index: number): Float32Array {
		return this.#kernel.f32(this.#at + 4 * index * this.#step, this.#columns).slice();
	}

	/** Works out the margins of the rows [from, to), which stay in the kernel until the next are. */
	addMargins(from: number, to: number, weights: Float64Array, biases: Float64Array): void {
		const kernel = this.#kernel;
		const space = kernel.workspaceFor(biases.length, to - from, this.#step);
		const placed = kernel.f32(space.weights, space.vectors * this.#step);
		for (let v = 0; v < space.vectors; v++) {
			placed.set(weights.subarray(v * this.#columns, (v + 1) * this.#columns), v * this.#step);
		}
		kernel.f32(space.biases, space.vectors).set(biases);
		kernel.functions.margins(
			this.#addressOf(from),
			to - from,
			this.#step,
			space.weights,
			space.biases,
			space.vectors,
			space.width,
			space.margins,
			kernel.scratch
		);
	}

	/** Copies the margins of the first rows, row by row. */
	readMargins(rows: number, margins: Float64Array, vectors: number): void {
		const { width, margins: at } = this.#space(vectors, rows);
		const placed = this.#kernel.f32(at, rows * width);
		for (let row = 0, to = 0; row < rows; row++) {
			for (let v = 0; v < vectors; v++) margins[to++] = placed[row * width + v]!;
		}
	}

	/** Puts slopes where the margins were. */
	writeSlopes(rows: number, slopes: Float64Array, vectors: number): void {
		const { width, margins: at } = this.#space(vectors, rows);
		const placed = this.#kernel.f32(at, rows * width);
		for (let row = 0, from = 0; row < rows; row++) {
			for (let v = 0; v < vectors; v++) placed[row * width + v] = slopes[from++]!;
		}
	}

	/**
	 * Adds the losses of the rows [from, to), whose margins were worked out last, and puts their slopes there.
	 * @param classWeights of class 0 and class 1, model after model; null where all rows weigh 1
	 * @param share what slopes are multiplied by; 0 where only the losses are wanted
	 */
	measure(
		loss: KernelLoss,
		from: number,
		to: number,
		classWeights: Float64Array | null,
		share: number,
		sums: LossSums
	): void {
		const kernel = this.#kernel;
		const vectors = sums.losses.length;
		const space = this.#space(vectors, to - from);
		const [negative, positive] = [kernel.f32(space.negative, vectors), kernel.f32(space.positive, vectors)];
		for (let v = 0; v < vectors; v++) {
			negative[v] = classWeights?.[2 * v] ?? 1;
			positive[v] = classWeights?.[2 * v + 1] ?? 1;
		}
		const losses = kernel.f64(space.losses, vectors).fill(0);
		const counts = kernel.f64(space.counts, vectors).fill(0);
		kernel.functions.measure(
			Number(loss === 'logistic'),
			space.margins,
			to - from,
			space.width,
			this.#labels + 4 * from,
			space.negative,
			space.positive,
			share,
			space.losses,
			space.counts
		);
		for (let v = 0; v < vectors; v++) {
			sums.losses[v]! += losses[v]!;
			sums.counts[v]! += counts[v]!;
		}
	}

	/** Fills gradients and totals from the slopes of the rows [from, to) that lie in the kernel. */
	addGradients(from: number, to: number, gradients: Float64Array, totals: Float64Array): void {
		const kernel = this.#kernel;
		const vectors = totals.length;
		const space = this.#space(vectors, to - from);
		kernel.functions.gradients(
			this.#addressOf(from),
			to - from,
			this.#step,
			space.margins,
			vectors,
			space.width,
			space.gradients,
			space.totals,
			kernel.scratch
		);
		const placed = kernel.f32(space.gradients, vectors * this.#step);
		for (let v = 0; v < vectors; v++) {
			gradients.set(placed.subarray(v * this.#step, v * this.#step + this.#columns), v * this.#columns);
		}
		totals.set(kernel.f32(space.totals, vectors));
	}

	#space(vectors: number, rows: number): Workspace {
		return this.#kernel.workspaceFor(vectors, rows, this.#step);
	}

	#addressOf(row: number): number {
		return this.#at + 4 * row * this.#step;
	}
}
