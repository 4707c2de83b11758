import type { Clock, StopSignal } from '#base/clock.ts';

/** The longest that one timer may run: setTimeout counts in 32 signed bits. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Simulated time that runs `speed` times as fast as real time. Speed 1 is the real-time clock. */
export class ScaledClock implements Clock {
	readonly speed: number;
	readonly #start: number;
	readonly #realStart = performance.now();

	/**
	 * @param start simulated time now, ms since the epoch
	 * @param speed simulated milliseconds per real millisecond, above 0
	 */
	constructor(start: number, speed: number) {
		if (!(speed > 0 && speed < Infinity))
			throw new RangeError(`speed must be above 0 and finite, not ${speed}`);
		this.#start = start;
		this.speed = speed;
	}

	now(): number {
		return this.#start + (performance.now() - this.#realStart) * this.speed;
	}

	async sleep(ms: number, stop?: StopSignal): Promise<void> {
		let left = Math.max(0, ms) / this.speed;
		do {
			await realSleep(Math.min(left, LONGEST_TIMER_MS), stop);
			left -= LONGEST_TIMER_MS;
		} while (left > 0);
	}

	hold(): () => void {
		return () => {};
	}
}

/** Resolves after so many real milliseconds; rejects with the signal's reason when it is aborted first. */
function realSleep(ms: number, stop?: StopSignal): Promise<void> {
	if (stop?.aborted) return Promise.reject(stop.reason as Error);
	return new Promise((resolve, reject) => {
		const abort = (): void => {
			clearTimeout(timer);
			reject(stop?.reason as Error);
		};
		const timer = setTimeout(() => {
			stop?.removeEventListener('abort', abort);
			resolve();
		}, ms);
		stop?.addEventListener('abort', abort);
	});
}
