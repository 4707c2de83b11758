import { PlatformError } from '#base/errors.ts';
import type { Context } from './context.ts';
import type { Transaction } from './table.ts';

const ATTEMPTS = 30;
const PAUSE_MS = 60_000;

/**
 * Makes a change that must come in the end, such as the end of a job: when the storage refuses, because the disk is full
 * for instance, it tries again a simulated minute later, thirty times.
 * @returns false where it gave up or the region closed; the next start of the region takes care of what is left then
 */
export async function untilStored(ctx: Context, change: (tx: Transaction) => void): Promise<boolean> {
	for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
		try {
			await ctx.store.transact(change);
			return true;
		} catch (error) {
			if (!(error instanceof PlatformError)) throw error;
			if (ctx.live.closing.signal.aborted) return false;
			await ctx.clock.sleep(PAUSE_MS, ctx.live.closing.signal).catch(() => {});
		}
	}
	return false;
}
