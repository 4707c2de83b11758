import { InstantClock } from '#base/clock.ts';
import { TEST_EPOCH } from './instant-clock.ts';

/** Like the instant clock, but time goes on while work is under way: for work that takes too long. */
export class FlowingClock extends InstantClock {
	constructor() {
		super(TEST_EPOCH, () => new Promise((resolve) => setImmediate(resolve)));
	}

	override hold(): () => void {
		return () => {};
	}
}
