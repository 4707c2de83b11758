import type { Context } from '../../core/context.ts';
import { lasting } from '../../core/states.ts';
import { StopSource } from '../../core/stop-source.ts';
import type { Transaction } from '../../core/table.ts';
import { untilStored } from '../../core/until-stored.ts';
import { endpointStates } from './endpoint-states.ts';
import {
	archiveIdsOf,
	endpoints,
	invocationCounts,
	putEndpoint,
	type EndpointPlan,
	type EndpointRecord
} from './hosting-records.ts';
import { closeInstances, retireInstances } from './fleet.ts';
import { prepareFleets } from './prepare.ts';
import { endMeter, switchFleets } from './switch-fleets.ts';

const LONGEST_REASON = 1024;

/** Brings an endpoint from Creating to InService or Failed. Never rejects. */
export async function bringUp(ctx: Context, endpoint: EndpointRecord): Promise<void> {
	await through(ctx, endpoint, async (stop) => {
		try {
			const archives = await prepareFleets(ctx, endpoint, endpoint.variants, []);
			await lasting(endpointStates.creating, ctx.clock, stop.signal);
			await ctx.store.transact((tx) => {
				const record = sameIn(tx, endpoint, 'Creating');
				if (!record) return;
				const variants = switchFleets(tx, record.name, [], record.variants, archives);
				putEndpoint(tx, ctx, { ...record, variants, status: 'InService' });
			});
		} catch (error) {
			if (stop.signal.aborted) return;
			await lasting(endpointStates.creating, ctx.clock, stop.signal);
			await untilStored(ctx, (tx) => {
				const record = sameIn(tx, endpoint, 'Creating');
				if (!record) return;
				shutDown(tx, ctx, record);
				putEndpoint(tx, ctx, { ...record, status: 'Failed', failureReason: reasonOf(error) });
			});
		}
	});
}

/**
 * Brings an endpoint from Updating to what it is to become, or back to what it was. It serves all the while: the old
 * instances until the new ones are ready, and then for as long as they have requests under way. Never rejects.
 */
export async function bringForward(ctx: Context, endpoint: EndpointRecord): Promise<void> {
	const { next, variants: old } = endpoint;
	if (!next) return;
	await through(ctx, endpoint, async (stop) => {
		try {
			const archives = await prepareFleets(ctx, endpoint, next.variants, old);
			const isNew = next.variants.some(({ fleet }) => !old.some((each) => each.fleet === fleet));
			await lasting(endpointStates[isNew ? 'updating' : 'rescaling'], ctx.clock, stop.signal);
			await ctx.store.transact((tx) => {
				const record = sameIn(tx, endpoint, 'Updating');
				if (!record) return;
				const variants = switchFleets(tx, record.name, record.variants, next.variants, archives);
				const failureReason = null;
				putEndpoint(tx, ctx, {
					...record,
					...next,
					variants,
					status: 'InService',
					next: null,
					failureReason
				});
			});
			retireAllBut(ctx, old, next);
		} catch (error) {
			if (stop.signal.aborted) return;
			await rollBack(ctx, endpoint, reasonOf(error));
			await takeBack(ctx, endpoint, stop);
		}
	});
}

/** Finishes a rollback that was under way when the region last ended. Never rejects. */
export async function bringBack(ctx: Context, endpoint: EndpointRecord): Promise<void> {
	await through(ctx, endpoint, (stop) => takeBack(ctx, endpoint, stop));
}

async function rollBack(ctx: Context, endpoint: EndpointRecord, failureReason: string): Promise<void> {
	for (const variant of endpoint.next?.variants ?? []) {
		const before = endpoint.variants.find(({ fleet }) => fleet === variant.fleet);
		retireInstances(ctx, variant, before?.instanceCount ?? 0);
	}
	await untilStored(ctx, (tx) => {
		const record = sameIn(tx, endpoint, 'Updating');
		if (record) putEndpoint(tx, ctx, { ...record, status: 'RollingBack', failureReason, next: null });
	});
}

async function takeBack(ctx: Context, endpoint: EndpointRecord, stop: StopSource): Promise<void> {
	await lasting(endpointStates.rollingBack, ctx.clock, stop.signal);
	await untilStored(ctx, (tx) => {
		const record = sameIn(tx, endpoint, 'RollingBack');
		if (record) putEndpoint(tx, ctx, { ...record, status: 'InService' });
	});
}

function retireAllBut(ctx: Context, old: EndpointPlan['variants'], next: EndpointPlan): void {
	for (const variant of old) {
		const after = next.variants.find(({ fleet }) => fleet === variant.fleet);
		retireInstances(ctx, variant, after?.instanceCount ?? 0);
	}
}

/** Waits out the deletion and forgets the endpoint. Never rejects. */
export async function bringDown(ctx: Context, endpoint: EndpointRecord): Promise<void> {
	await through(ctx, endpoint, async (stop) => {
		await lasting(endpointStates.deleting, ctx.clock, stop.signal);
		await untilStored(ctx, (tx) => forget(tx, endpoint));
	});
}

/** Ends what the endpoint costs and takes its instances away. */
export function shutDown(tx: Transaction, ctx: Context, endpoint: EndpointRecord): void {
	for (const variant of endpoint.variants) {
		endMeter(tx, variant);
		closeInstances(ctx, variant);
	}
}

/**
 * One step of an endpoint's life, which ends early when the region closes or is emptied: the next start of the region
 * takes up what is left to do.
 */
async function through(
	ctx: Context,
	{ id }: EndpointRecord,
	step: (stop: StopSource) => Promise<void>
): Promise<void> {
	const stop = new StopSource();
	ctx.live.endpoints.set(id, stop);
	try {
		await step(stop);
	} catch {
		// Only a wait that was ended gets here; what went wrong otherwise is the endpoint's FailureReason.
	} finally {
		if (ctx.live.endpoints.get(id) === stop) ctx.live.endpoints.delete(id);
	}
}

/** The record, where it is still that of this life of the endpoint and in this status. */
function sameIn(
	tx: Transaction,
	{ name, id }: EndpointRecord,
	status: EndpointRecord['status']
): EndpointRecord | null {
	const record = tx.get(endpoints, name);
	return record?.id === id && record.status === status ? record : null;
}

function reasonOf(error: unknown): string {
	return (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_REASON);
}

function forget(tx: Transaction, { name, id }: EndpointRecord): void {
	const record = tx.get(endpoints, name);
	if (record?.id !== id) return;
	for (const archiveId of archiveIdsOf(record.variants)) tx.removeBytes(archiveId);
	tx.remove(endpoints, name);
	tx.remove(invocationCounts, id);
	tx.emit({ type: 'endpoint', name, endpoint: null });
}
