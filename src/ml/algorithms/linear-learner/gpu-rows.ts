import type { Gpu, GpuBuffer } from '#ml/gpu/gpu.ts';
import { matrixIn, type GpuMatrix } from '#ml/gpu/products.ts';
import type { Rows } from './setup.ts';

/** Bytes of a block of rows, where a mini-batch needs no more. */
const BLOCK_BYTES = 2 ** 27;

/** Some rows in the memory of a graphics processor, and where their labels begin. */
export interface PlacedPart {
	readonly x: GpuMatrix;
	readonly labels: GpuBuffer;
	readonly firstLabel: number;
}

/** Dense rows in the memory of a graphics processor, each with a 1 behind its columns, which the bias is multiplied with. */
export class GpuRows {
	readonly #step: number;
	readonly #together: number;
	readonly #blocks: readonly GpuBuffer[];
	readonly #labels: GpuBuffer;
	readonly count: number;

	/**
	 * @param step numbers from one row to the next: more than there are columns
	 * @param batch no part that is asked for reaches over a multiple of it
	 */
	constructor(gpu: Gpu, { features, labels }: Rows, step: number, batch: number) {
		const { columns, placed } = features;
		this.#step = step;
		this.count = labels.length;
		const bytes = Math.min(BLOCK_BYTES, gpu.maxBufferBytes);
		const together = batch * Math.max(1, Math.floor(bytes / (4 * step * batch)));
		this.#together = together;
		this.#labels = gpu.buffer(new Float32Array(labels));
		this.#blocks = Array.from({ length: Math.ceil(this.count / together) }, (_, block) => {
			const first = block * together;
			const end = Math.min(this.count, first + together);
			const own = placed!.rowsFrom(first, end);
			const x = new Float32Array((end - first) * step);
			for (let row = 0; row < end - first; row++) {
				x.set(own.values.subarray(row * own.step, row * own.step + columns), row * step);
				x[row * step + columns] = 1;
			}
			return gpu.buffer(x);
		});
	}

	/** The rows [from, to). */
	part(from: number, to: number): PlacedPart {
		const block = Math.floor(from / this.#together);
		const at = (from - block * this.#together) * this.#step;
		const x = matrixIn(this.#blocks[block]!, to - from, this.#step, { at });
		return { x, labels: this.#labels, firstLabel: from };
	}
}
