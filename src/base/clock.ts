/**
 * Simulated time. Everything below the hosts asks a Clock, never `Date`: so tests jump, the page runs sixty times
 * faster than AWS, and a demo can run in real time, all with the same code.
 */
export interface Clock {
	/** Simulated time, milliseconds since the Unix epoch. Never runs backwards. */
	now(): number;
	/** Resolves after `ms` simulated milliseconds; rejects with the signal's reason when `stop` is aborted first. */
	sleep(ms: number, stop?: StopSignal): Promise<void>;
	/** Simulated milliseconds per real millisecond; `Infinity` for the instant clock. */
	readonly speed: number;
	/**
	 * Says that real work is under way (a model trains). An instant clock stands still meanwhile, so that a poller
	 * cannot let simulated hours pass in a real second; the other clocks ignore it. Returns the release.
	 */
	hold(): () => void;
}

/** The part of an AbortSignal that the floors without DOM need. An AbortSignal fits. */
export interface StopSignal {
	readonly aborted: boolean;
	readonly reason?: unknown;
	addEventListener(type: 'abort', listener: () => void): void;
	removeEventListener(type: 'abort', listener: () => void): void;
}

interface Sleeper {
	readonly at: number;
	readonly order: number;
	wake(): void;
}

/**
 * The instant clock: time stands still until everybody sleeps, then jumps to the earliest wake-up. Two things that take
 * two minutes each side by side take two minutes together, as in life, and no real time at all.
 */
export class InstantClock implements Clock {
	readonly speed = Infinity;
	#now: number;
	#order = 0;
	#holds = 0;
	#pumping = false;
	readonly #sleepers: Sleeper[] = [];
	readonly #idle: () => Promise<void>;

	/**
	 * @param start simulated time at the beginning, ms since the epoch
	 * @param idle resolves when the host has nothing else to do at once (in Node: a `setImmediate`)
	 */
	constructor(start: number, idle: () => Promise<void>) {
		this.#now = start;
		this.#idle = idle;
	}

	now(): number {
		return this.#now;
	}

	sleep(ms: number, stop?: StopSignal): Promise<void> {
		if (stop?.aborted) return Promise.reject(stop.reason as Error);
		return new Promise((resolve, reject) => {
			const drop = (): void => {
				this.#sleepers.splice(this.#sleepers.indexOf(sleeper), 1);
				reject(stop?.reason as Error);
			};
			const sleeper: Sleeper = {
				at: this.#now + Math.max(0, ms),
				order: this.#order++,
				wake: () => {
					stop?.removeEventListener('abort', drop);
					resolve();
				}
			};
			stop?.addEventListener('abort', drop);
			this.#sleepers.push(sleeper);
			void this.#pump();
		});
	}

	hold(): () => void {
		this.#holds++;
		let held = true;
		return () => {
			if (!held) return;
			held = false;
			this.#holds--;
			void this.#pump();
		};
	}

	async #pump(): Promise<void> {
		if (this.#pumping) return;
		this.#pumping = true;
		try {
			while (this.#sleepers.length > 0 && this.#holds === 0) {
				await this.#idle();
				// Work may have begun, or the sleeper may have been stopped, while the host was idle.
				if (this.#holds > 0 || this.#sleepers.length === 0) break;
				const next = this.#sleepers.reduce((a, b) =>
					b.at < a.at || (b.at === a.at && b.order < a.order) ? b : a
				);
				this.#sleepers.splice(this.#sleepers.indexOf(next), 1);
				this.#now = Math.max(this.#now, next.at);
				next.wake();
			}
		} finally {
			this.#pumping = false;
		}
	}
}
