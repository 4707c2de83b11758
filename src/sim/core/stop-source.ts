import type { StopSignal } from '#base/clock.ts';

/** An AbortController for the floors without DOM. */
export class StopSource {
	readonly #listeners = new Set<() => void>();
	#aborted = false;
	#reason: unknown = undefined;
	readonly signal: StopSignal;

	constructor() {
		const aborted = (): boolean => this.#aborted;
		const reason = (): unknown => this.#reason;
		const listeners = this.#listeners;
		this.signal = {
			get aborted() {
				return aborted();
			},
			get reason() {
				return reason();
			},
			addEventListener: (_type, listener) => void listeners.add(listener),
			removeEventListener: (_type, listener) => void listeners.delete(listener)
		};
	}

	/** Tells every listener once; later calls change nothing, the first reason stands. */
	abort(reason: unknown): void {
		if (this.#aborted) return;
		this.#aborted = true;
		this.#reason = reason;
		for (const listener of [...this.#listeners]) listener();
		this.#listeners.clear();
	}
}
