import type { Dataset } from '#ml/data/dataset.ts';
import { paysOnGpu, tellFailure, type GpuHost } from '#ml/gpu/borrow.ts';
import { FlatIndex } from './flat-index.ts';
import { GpuSearch } from './gpu-search.ts';
import type { Neighbours, SearchIndex } from './search-index.ts';

type Search = (rows: Dataset, k: number) => Neighbours | Promise<Neighbours>;

/**
 * Who looks neighbours up: the graphics processor where the index is flat and dense and a batch is worth it, the index
 * itself else. Where the graphics processor fails, the index takes over.
 */
export class Lookup {
	readonly #index: SearchIndex;
	readonly #host: GpuHost;
	/** Once it was worth it; null where there is none, too little room on it, or it failed. */
	#placed: GpuSearch | null | undefined;

	constructor(index: SearchIndex, host: GpuHost) {
		this.#index = index;
		this.#host = host;
	}

	/** @param questions that are asked together */
	async searchFor(questions: number, k: number): Promise<Search> {
		const index = this.#index;
		const own: Search = (rows, count) => index.search(rows, count);
		if (!(index instanceof FlatIndex) || this.#placed === null) return own;
		const products = questions * index.count * index.dimension;
		// A row that is sent meets every question.
		const sent = (questions + index.count) * index.dimension;
		if (!paysOnGpu(this.#host, { products, sent })) return own;
		if (this.#placed === undefined) {
			const gpu = await this.#host.gpu!();
			this.#placed = gpu && GpuSearch.fits(gpu, index, k) ? new GpuSearch(gpu, index) : null;
			if (this.#placed) this.#host.log('INFO: neighbours are looked up on the GPU');
		}
		return async (rows, count) => {
			if (!this.#placed) return own(rows, count);
			try {
				return await this.#placed.search(rows, count);
			} catch (error) {
				tellFailure(this.#host, error);
				this.#placed = null;
				return own(rows, count);
			}
		};
	}
}
