import { Emitter } from '#base/emitter.ts';
import type { RequestPath } from './request-path.ts';
import { RequestTrace } from './request-trace.ts';

/** So many requests are remembered. */
const MOST = 100;

/** Remembers the ways of the latest requests, in memory only. */
export class RequestRecorder {
	readonly #now: () => number;
	readonly #recent: RequestPath[] = [];
	#count = 0;
	/** Hears of each way once its request is answered. */
	readonly ended = new Emitter<RequestPath>();

	/** @param now a monotonic clock in real milliseconds */
	constructor(now: () => number) {
		this.#now = now;
	}

	/** The latest last. */
	get recent(): readonly RequestPath[] {
		return [...this.#recent];
	}

	begin(head: Pick<RequestPath, 'requestId' | 'at' | 'requestBytes'>): RequestTrace {
		return new RequestTrace({ ...head, number: ++this.#count }, this.#now);
	}

	keep(path: RequestPath): void {
		this.#recent.push(path);
		if (this.#recent.length > MOST) this.#recent.shift();
		try {
			this.ended.emit(path);
		} catch {
			// The answer does not depend on who looks on.
		}
	}

	/** Forgets all, as when the account is emptied. */
	forget(): void {
		this.#recent.length = 0;
	}
}
