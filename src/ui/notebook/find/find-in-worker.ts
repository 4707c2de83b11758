import type { FindAnswer, FindReady, FindRequest } from './find.worker.ts';

/** A search that was ended: it took too long, or another one was asked for. */
export type NoAnswer = { readonly kind: 'too slow' } | { readonly kind: 'outdated' };

const PATIENCE_MS = 1500;
/** A worker that has to be fetched first may take longer. */
const START_MS = 10_000;

/** Looks for patterns in a worker of its own, since a pattern may take longer than the world stands. */
export class PatternFinder {
	#worker: Worker | null = null;
	#giveUp: (() => void) | null = null;

	/**
	 * The places of a pattern; `too slow` after 1.5 s, when the search is ended; `outdated` where another search was asked
	 * for meanwhile.
	 */
	async find(request: FindRequest): Promise<FindAnswer | NoAnswer> {
		this.#giveUp?.();
		const isFresh = this.#worker === null;
		const worker = (this.#worker ??= new Worker(new URL('./find.worker.ts', import.meta.url), {
			type: 'module',
			name: 'find'
		}));
		return new Promise((resolve) => {
			const end = (answer: FindAnswer | NoAnswer): void => {
				clearTimeout(timer);
				this.#giveUp = null;
				worker.onmessage = null;
				if (answer.kind === 'too slow' || answer.kind === 'outdated') this.close();
				resolve(answer);
			};
			const wait = (ms: number) => setTimeout(() => end({ kind: 'too slow' }), ms);
			let timer = wait(isFresh ? START_MS : PATIENCE_MS);
			this.#giveUp = () => end({ kind: 'outdated' });
			worker.onmessage = ({ data }: MessageEvent<FindAnswer | FindReady>) => {
				if (data.kind !== 'ready') return end(data);
				clearTimeout(timer);
				timer = wait(PATIENCE_MS);
			};
			worker.postMessage(request);
		});
	}

	close(): void {
		this.#worker?.terminate();
		this.#worker = null;
	}
}
