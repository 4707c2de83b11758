import { PROGRESS_MIME, type Output, type ProgressData } from '../outputs.ts';

/** Weight of the newest stretch in the rate: it follows a change of pace within some ten reports. */
const SMOOTHING = 0.2;
/** A rate over less than this is a guess, ms. */
const SHORTEST_MS = 100;

/** Works out rate and time left from what a bar is told. */
export class Pace {
	readonly #startedAt: number;
	#at: number;
	#done = 0;
	#rate = 0;

	/** @param now real time in ms */
	constructor(now: number) {
		this.#startedAt = now;
		this.#at = now;
	}

	/** The bar's data when `done` of `total` parts (0: unknown) are over at the time `now`. */
	at(done: number, total: number, label: string, now: number, isOver = false): ProgressData {
		const stretch = now - this.#at;
		if (done < this.#done) [this.#done, this.#rate, this.#at] = [done, 0, now];
		else if (stretch >= SHORTEST_MS) {
			const rate = ((done - this.#done) * 1000) / stretch;
			this.#rate = this.#rate === 0 ? rate : this.#rate + SMOOTHING * (rate - this.#rate);
			[this.#done, this.#at] = [done, now];
		}
		const leftMs = total > 0 && this.#rate > 0 ? (Math.max(0, total - done) * 1000) / this.#rate : null;
		const elapsedMs = now - this.#startedAt;
		const ended = isOver || (total > 0 && done >= total);
		return { done, total, label, rate: this.#rate, elapsedMs, leftMs: ended ? 0 : leftMs, isOver: ended };
	}
}

/** A bar as an output; one place an id. */
export function progressOutput(data: ProgressData, displayId: string): Output {
	const { done, total, label } = data;
	const text = `${label ? `${label}: ` : ''}${done}${total > 0 ? ` of ${total}` : ''}`;
	return { type: 'display', displayId, data: { [PROGRESS_MIME]: data, 'text/plain': text } };
}
