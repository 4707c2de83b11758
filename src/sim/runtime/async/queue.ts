import type { Context } from '../../core/context.ts';
import { endpoints, type EndpointRecord } from '../../sagemaker/index.ts';
import { asyncInvocations, type AsyncInvocation } from './async-record.ts';
import { dropInvocations, serveInvocation } from './serve-invocation.ts';

/** Requests at a time to one instance, where the configuration does not say. */
const DEFAULT_CONCURRENCY = 4;

/** How often a queue without instances looks whether it has some. */
const LOOK_MS = 60_000;

/**
 * Works on the queue of one life of an endpoint, oldest first, as many at a time as its instances allow. Called whenever
 * there may be something to do; returns at once.
 */
export function workQueue(ctx: Context, name: string, id: string): void {
	const endpoint = ctx.store.get(endpoints, name);
	if (endpoint?.id !== id) {
		void dropInvocations(ctx, id);
		return;
	}
	const busy = ctx.live.asyncRuns;
	const mine = ctx.store.values(asyncInvocations).filter(({ endpointId }) => endpointId === id);
	const waiting = mine.filter((each) => !busy.has(each.id)).sort((a, b) => a.acceptedAt - b.acceptedAt);
	const room = capacityOf(endpoint) - (mine.length - waiting.length);
	for (const invocation of waiting.slice(0, Math.max(0, room))) {
		busy.add(invocation.id);
		void serveInvocation(ctx, endpoint, invocation).finally(() => {
			busy.delete(invocation.id);
			workQueue(ctx, name, id);
		});
	}
	if (waiting.length > 0 && capacityOf(endpoint) === 0) lookLater(ctx, name, id);
}

function capacityOf({ status, variants, asyncInference }: EndpointRecord): number {
	if (!['InService', 'Updating', 'RollingBack'].includes(status)) return 0;
	const each = asyncInference?.ClientConfig?.MaxConcurrentInvocationsPerInstance ?? DEFAULT_CONCURRENCY;
	return variants.reduce((sum, { instanceCount }) => sum + instanceCount * each, 0);
}

function lookLater(ctx: Context, name: string, id: string): void {
	const { live, clock } = ctx;
	if (live.asyncRuns.has(id)) return;
	live.asyncRuns.add(id);
	clock.sleep(LOOK_MS, live.closing.signal).then(
		() => {
			live.asyncRuns.delete(id);
			workQueue(ctx, name, id);
		},
		() => {}
	);
}

/** Takes up the queues of all endpoints, as after a start of the region. */
export function resumeQueues(ctx: Context): void {
	const owners = new Map<string, AsyncInvocation>();
	for (const each of ctx.store.values(asyncInvocations)) owners.set(each.endpointId, each);
	for (const { endpointName, endpointId } of owners.values()) workQueue(ctx, endpointName, endpointId);
}
