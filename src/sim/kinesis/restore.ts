import type { Context } from '../core/context.ts';
import { settleConsumer } from './consumers.ts';
import { goOn } from './stream-life.ts';
import { consumers, streams } from './tables.ts';

/** Takes up the changes of streams and consumers that were under way when the region last ended. */
export function restoreKinesis(ctx: Context): void {
	for (const stream of ctx.store.values(streams)) goOn(ctx, stream);
	for (const consumer of ctx.store.values(consumers)) settleConsumer(ctx, consumer);
}
