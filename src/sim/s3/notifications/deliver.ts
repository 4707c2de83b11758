import type { Emitter } from '#base/emitter.ts';
import type { Context } from '../../core/context.ts';
import type { NotificationView, RegionEvent } from '../../events.ts';

const NO_RUNNER = 'This host runs no functions.';

/** Hands every notification to its function as it comes, and says what became of it. */
export function deliverNotifications(ctx: Context, events: Emitter<RegionEvent>): void {
	events.on((event) => {
		if (event.type === 'notification' && event.notification.state === 'Pending') {
			void deliver(ctx, event.notification).then((notification) =>
				events.emit({ type: 'notification', notification })
			);
		}
	});
}

async function deliver(ctx: Context, notification: NotificationView): Promise<NotificationView> {
	if (ctx.functions === null) return { ...notification, state: 'Undelivered', reason: NO_RUNNER };
	// A function takes real time, of which simulated time must not know.
	const release = ctx.clock.hold();
	try {
		await ctx.functions.invoke(notification.functionArn, notification.payload);
		return { ...notification, state: 'Delivered' };
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		return { ...notification, state: 'Undelivered', reason };
	} finally {
		release();
	}
}
