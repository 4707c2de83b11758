import type { Context } from './context.ts';
import { lasting, type State } from './states.ts';
import type { Transaction } from './table.ts';
import { untilStored } from './until-stored.ts';

/**
 * Makes a change once a state has lasted its time, in the background. The change must look whether the record is still
 * in that state: the account may have been emptied meanwhile. When the region closes first nothing happens, and the next
 * start of the region must take it up again.
 */
export function afterState(ctx: Context, state: State<string>, change: (tx: Transaction) => void): void {
	const { closing } = ctx.live;
	lasting(state, ctx.clock, closing.signal).then(
		() => untilStored(ctx, change),
		() => {}
	);
}
