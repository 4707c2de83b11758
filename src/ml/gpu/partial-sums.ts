import type { Gpu, GpuBuffer } from './gpu.ts';

/** Bytes of sums that wait on a graphics processor, at most. */
const MOST_BYTES = 2 ** 26;

/**
 * Sums of equally many numbers each, worked out on a graphics processor in 32 bits, and added up here in 64. They wait there
 * until there are enough of them to be worth the way.
 */
export class PartialSums {
	readonly #gpu: Gpu;
	readonly #size: number;
	readonly #buffer: GpuBuffer;
	#used = 0;
	/** How many of them there is room for at once; at least 1. */
	readonly most: number;

	/** @param size numbers of each; 4 · size bytes must fit into a buffer */
	constructor(gpu: Gpu, size: number) {
		this.#gpu = gpu;
		this.#size = size;
		this.most = Math.max(1, Math.floor(Math.min(MOST_BYTES, gpu.maxBufferBytes) / (4 * size)));
		this.#buffer = gpu.buffer(4 * size * this.most);
	}

	/** Whether there is no room for so many more. */
	isFullFor(count: number): boolean {
		return this.#used + count > this.most;
	}

	/** Where the next ones go, one behind the other: in which buffer, and from which number on. */
	place(count: number): { readonly buffer: GpuBuffer; readonly at: number } {
		const at = this.#used * this.#size;
		this.#used += count;
		return { buffer: this.#buffer, at };
	}

	/** Adds what waits to `totals`; nothing waits then. */
	async addTo(totals: Float64Array): Promise<void> {
		const size = this.#size;
		if (this.#used === 0) return;
		const values = await this.#gpu.readF32(this.#buffer, this.#used * size);
		for (let from = 0; from < values.length; from += size) {
			for (let i = 0; i < size; i++) totals[i]! += values[from + i]!;
		}
		this.#used = 0;
	}

	free(): void {
		this.#gpu.free(this.#buffer);
	}
}
