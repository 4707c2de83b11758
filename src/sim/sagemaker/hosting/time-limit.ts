import type { Context } from '../../core/context.ts';
import { StopSource } from '../../core/stop-source.ts';

/**
 * Waits for `work`, but not longer than a container may take: `limitMs` of simulated time, and never less than that in
 * real time, since real work does not run faster where the clock does.
 * @returns `late` instead, when the time is up first; `work` goes on unheard
 */
export async function withTimeLimit<T, L>(
	{ clock }: Pick<Context, 'clock'>,
	limitMs: number,
	work: Promise<T>,
	late: L
): Promise<T | L> {
	const done = new StopSource();
	const ms = Number.isFinite(clock.speed) ? limitMs * Math.max(1, clock.speed) : limitMs;
	const timer = clock.sleep(ms, done.signal).then(() => late);
	timer.catch(() => {});
	work.catch(() => {});
	try {
		return await Promise.race([work, timer]);
	} finally {
		done.abort('The answer has come.');
	}
}
