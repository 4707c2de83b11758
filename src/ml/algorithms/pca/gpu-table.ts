import type { Dataset } from '#ml/data/dataset.ts';
import { MOST_BYTES, tellFailure, type GpuHost } from '#ml/gpu/borrow.ts';
import type { Gpu, GpuBuffer } from '#ml/gpu/gpu.ts';
import { PartialSums } from '#ml/gpu/partial-sums.ts';
import { matrixIn, multiply, turned, type GpuMatrix } from '#ml/gpu/products.ts';
import type { Table } from './table.ts';

/** Rows whose products are summed in 32 bits; those sums are added up in 64. */
const PART = 512;
/** Rows that are handed over at once, so that there is enough to do for all of its processors. */
const TOGETHER = 2 ** 13;
/** Bytes of a block of rows, and of the products with vectors of those that are handed over at once. */
const BLOCK_BYTES = 2 ** 27;
const BETWEEN_BYTES = 2 ** 26;

/** What is worked out now: sums that wait on the graphics processor, and where they belong. */
interface Pass {
	readonly totals: Float64Array;
	readonly sums: PartialSums;
	/** Vectors that rows are multiplied with first; empty for none. */
	readonly vectors: GpuBuffer;
	/** What the rows that are handed over at once are multiplied with then, or what came of it: `width` numbers a row. */
	readonly between: GpuBuffer;
	/** What the other table does instead of what has not come back yet. */
	missing: (() => unknown)[];
}

/**
 * A dense table whose products are worked out on a graphics processor. Where that fails, the table of the processor does what
 * was under way, and all that follows.
 */
export class GpuTable implements Table {
	readonly rows: number;
	readonly columns: number;
	readonly mean: Float64Array;
	readonly together = TOGETHER;
	readonly #host: GpuHost;
	readonly #x: Float32Array;
	readonly #own: Table;
	/** Null once it has failed. */
	#gpu: Gpu | null;
	/** Rows less the mean, block after block, once they were needed. */
	readonly #blocks: GpuBuffer[] = [];
	readonly #rowsOfBlock: number;
	/** Xᵀ·X of what has come back; null where none was asked for. */
	#scatter: Float64Array | null = null;
	#ownScatters = 0;
	#pass: Pass | null = null;

	/** Whether there is room for the rows, and for sums of so many numbers. */
	static fits(gpu: Gpu, { rows, columns }: Dataset, largest: number): boolean {
		const least = Math.max(largest, PART * columns, BETWEEN_BYTES / 4);
		return 4 * rows * columns <= MOST_BYTES && 4 * least <= gpu.maxBufferBytes;
	}

	/** @param own the same rows on the processor */
	constructor(gpu: Gpu, { rows, columns, x }: Dataset, own: Table, host: GpuHost) {
		this.rows = rows;
		this.columns = columns;
		this.mean = own.mean;
		this.#gpu = gpu;
		this.#host = host;
		this.#x = x;
		this.#own = own;
		const most = Math.floor(Math.min(BLOCK_BYTES, gpu.maxBufferBytes) / (4 * columns));
		this.#rowsOfBlock = PART * Math.max(1, Math.floor(most / PART));
	}

	sumOfSquares(): number {
		if (!this.#scatter) return this.#own.sumOfSquares();
		const scatter = this.readScatter();
		let sum = 0;
		for (let j = 0; j < this.columns; j++) sum += scatter[j * this.columns + j]!;
		return sum;
	}

	isNarrow(width: number): boolean {
		return this.#own.isNarrow(width);
	}

	async addScatter(from: number, to: number): Promise<void> {
		const { columns } = this;
		const totals = (this.#scatter ??= new Float64Array(columns * columns));
		await this.#eachPiece(from, to, 0, totals, {
			queue: (gpu, { sums }, x) => {
				const { buffer, at } = sums.place(Math.ceil(x.rows / PART));
				const products = matrixIn(buffer, columns, columns, { at });
				multiply(gpu, turned(x), x, products, { below: true, part: PART, partStep: columns * columns });
			},
			redo: (first, end) => {
				this.#ownScatters++;
				return this.#own.addScatter(first, end);
			}
		});
	}

	readScatter(): Float64Array {
		const { columns } = this;
		const whole = this.#scatter!.slice();
		for (let i = 0; i < columns; i++)
			for (let j = 0; j < i; j++) whole[j * columns + i] = whole[i * columns + j]!;
		if (this.#ownScatters > 0) this.#own.readScatter().forEach((value, i) => (whole[i]! += value));
		return whole;
	}

	async addPower(from: number, to: number, q: Float64Array, z: Float64Array): Promise<void> {
		const { columns } = this;
		const width = q.length / columns;
		await this.#eachPiece(from, to, width, z, {
			vectors: q,
			queue: (gpu, { sums, vectors, between }, x) => {
				const y = matrixIn(between, x.rows, width);
				multiply(gpu, x, turned(matrixIn(vectors, width, columns)), y);
				this.#addBack(gpu, sums, y, x);
			},
			redo: (first, end) => this.#own.addPower(first, end, q, z)
		});
	}

	async addSketch(from: number, to: number, h: Float32Array, z: Float64Array): Promise<void> {
		const width = z.length / this.columns;
		const partOf = (first: number, end: number): Float32Array =>
			h.slice((first - from) * width, (end - from) * width);
		await this.#eachPiece(from, to, width, z, {
			queue: (gpu, { sums, between }, x, first) => {
				gpu.write(between, partOf(first, first + x.rows));
				this.#addBack(gpu, sums, matrixIn(between, x.rows, width), x);
			},
			redo: (first, end) => this.#own.addSketch(first, end, partOf(first, end), z)
		});
	}

	async settle(): Promise<void> {
		const pass = this.#pass;
		if (!pass) return;
		await this.#trying(async (gpu) => {
			await pass.sums.addTo(pass.totals);
			pass.sums.free();
			gpu.free(pass.vectors, pass.between);
		});
		this.#pass = null;
	}

	/** Sums of yᵀ·X. */
	#addBack(gpu: Gpu, sums: PartialSums, y: GpuMatrix, x: GpuMatrix): void {
		const { buffer, at } = sums.place(Math.ceil(x.rows / PART));
		const size = y.columns * this.columns;
		multiply(gpu, turned(y), x, matrixIn(buffer, y.columns, this.columns, { at }), {
			part: PART,
			partStep: size
		});
	}

	/** Hands over the rows in pieces of one block, for which there is room. @param width numbers between, a row */
	async #eachPiece(
		from: number,
		to: number,
		width: number,
		totals: Float64Array,
		work: {
			readonly vectors?: Float64Array;
			readonly queue: (gpu: Gpu, pass: Pass, x: GpuMatrix, first: number) => void;
			readonly redo: (first: number, end: number) => unknown;
		}
	): Promise<void> {
		const together = Math.min(TOGETHER, Math.max(PART, Math.floor(BETWEEN_BYTES / (4 * Math.max(1, width)))));
		for (let first = from; first < to;) {
			let end = Math.min(to, first + together, this.#endOfBlock(first));
			await this.#trying(
				async (gpu) => {
					const pass = (this.#pass ??= begun(gpu, totals, together * width, work.vectors));
					end = Math.min(end, first + PART * pass.sums.most);
					const begin = first;
					if (pass.sums.isFullFor(Math.ceil((end - first) / PART))) {
						await pass.sums.addTo(totals);
						pass.missing = [];
					}
					work.queue(gpu, pass, this.#placed(gpu, first, end), first);
					pass.missing.push(() => work.redo(begin, end));
				},
				() => work.redo(first, end)
			);
			first = end;
		}
	}

	/** Does it there; where that fails, or has failed before, what is missing is done here. */
	async #trying(act: (gpu: Gpu) => Promise<void>, instead: () => unknown = () => undefined): Promise<void> {
		if (this.#gpu) {
			try {
				await act(this.#gpu);
				return;
			} catch (error) {
				tellFailure(this.#host, error);
				this.#gpu = null;
				for (const redo of this.#pass?.missing ?? []) await redo();
				this.#pass = null;
			}
		}
		await instead();
	}

	#endOfBlock(row: number): number {
		return (Math.floor(row / this.#rowsOfBlock) + 1) * this.#rowsOfBlock;
	}

	/** Rows of one block, less the mean. */
	#placed(gpu: Gpu, from: number, to: number): GpuMatrix {
		const { columns } = this;
		const block = Math.floor(from / this.#rowsOfBlock);
		const first = block * this.#rowsOfBlock;
		if (!this.#blocks[block]) {
			const moved = this.#x.slice(first * columns, (first + this.#rowsOfBlock) * columns);
			for (let i = 0; i < moved.length;) for (let j = 0; j < columns; j++) moved[i++]! -= this.mean[j]!;
			this.#blocks[block] = gpu.buffer(moved);
		}
		return matrixIn(this.#blocks[block], to - from, columns, { at: (from - first) * columns });
	}
}

/** @param between numbers that there must be room for */
function begun(gpu: Gpu, totals: Float64Array, between: number, vectors?: Float64Array): Pass {
	return {
		totals,
		sums: new PartialSums(gpu, totals.length),
		vectors: gpu.buffer(vectors ? new Float32Array(vectors) : 0),
		between: gpu.buffer(4 * between),
		missing: []
	};
}
