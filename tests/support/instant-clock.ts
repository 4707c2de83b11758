import { InstantClock } from '#base/clock.ts';

/** 1 March 2026, 12:00 UTC: when every test begins. */
export const TEST_EPOCH = Date.UTC(2026, 2, 1, 12);

/** A clock that jumps from wake-up to wake-up as soon as Node has nothing else to do. */
export function instantClock(start = TEST_EPOCH): InstantClock {
	return new InstantClock(start, () => new Promise((resolve) => setImmediate(resolve)));
}
