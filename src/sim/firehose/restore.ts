import type { Context } from '../core/context.ts';
import { deliverSoon } from './delivery.ts';
import { settle } from './delivery-streams.ts';
import { followKinesis, pull } from './kinesis-source.ts';
import { deliveryStreams } from './tables.ts';

/** Takes up what was on its way when the region last ended, and follows the sources from now on. */
export function restoreFirehose(ctx: Context): void {
	followKinesis(ctx);
	for (const stream of ctx.store.values(deliveryStreams)) {
		settle(ctx, stream);
		deliverSoon(ctx, stream);
		if (stream.source) pull(ctx, stream.name).catch(() => {});
	}
}
