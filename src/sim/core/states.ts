import type { Clock, StopSignal } from '#base/clock.ts';

/** One step of a life: it shows as `status` and `message`, lasts `afterMs` of simulated time, then `next` follows. */
export interface State<Name extends string> {
	readonly status: string;
	readonly message: string;
	/** Simulated duration; absent where the step lasts as long as its work, or is the last. */
	readonly afterMs?: number;
	readonly next?: Name;
}

/** A status machine as data; checks by type that every `next` names a state. */
export function defineStates<Name extends string>(
	states: Readonly<Record<Name, State<NoInfer<Name>>>>
): Readonly<Record<Name, State<Name>>> {
	return states;
}

/** Waits as long as the step lasts. Rejects with the signal's reason when it is aborted first. */
export async function lasting(state: State<string>, clock: Clock, stop: StopSignal): Promise<void> {
	if (state.afterMs !== undefined) await clock.sleep(state.afterMs, stop);
}
