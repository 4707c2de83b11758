/**
 * Rounds of a loop between two looks at the clock: as many as take about {@link LOOK_MS}, at most these. They begin with
 * one and grow step by step, since nobody knows beforehand how long a round takes.
 */
const MOST_ROUNDS = 1023;
const LOOK_MS = 4;
/** Bits that the rounds grow by from one look to the next. */
const GROWTH = 2;

/** Watches over the loops of cells, which count their rounds down and then ask. */
export interface LoopWatch {
	/** A cell begins: its rounds are not known. */
	begin(): void;
	/** Looks outside at the next round that asks, not when its time has come. */
	lookNext(): void;
	/** What loops call: the rounds until the next call. Throws what `look` throws. */
	readonly tick: () => number;
}

/**
 * Calls `look` about every `pollMs` from the loops that run; what it throws ends them, and they ask again at once as long
 * as it throws. `now` counts ms, whole ones will do, and may jump. Plain variables and whole numbers, since a tight loop
 * asks a million times in a minute: properties, fractions and the exact clock would take as long as the loop itself.
 */
export function createLoopWatch(now: () => number, pollMs: number, look: () => void): LoopWatch {
	const origin = now();
	let rounds = 1;
	let lookedAt = 0;
	let nextPoll = 0;
	return {
		begin() {
			lookedAt = (now() - origin) | 0;
			nextPoll = lookedAt + pollMs;
			rounds = 1;
		},
		lookNext() {
			nextPoll = -Infinity;
		},
		tick: () => {
			const at = (now() - origin) | 0;
			const passed = at - lookedAt;
			lookedAt = at;
			// Rounds of a millisecond each must not add up to seconds of deafness.
			if (passed > LOOK_MS) rounds = Math.max(1, ((rounds * LOOK_MS) / passed) | 0);
			else if (passed < LOOK_MS) rounds = Math.min(MOST_ROUNDS, (rounds << GROWTH) | 1);
			if (at < nextPoll && passed >= 0) return rounds;
			// Before the next time is set: where the stack is too full for it, it throws, and a place with more room asks again.
			look();
			nextPoll = at + pollMs;
			return rounds;
		}
	};
}
