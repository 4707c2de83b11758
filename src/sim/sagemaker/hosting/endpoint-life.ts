import { endInstances, startInstances } from '../../billing/index.ts';
import type { Context } from '../../core/context.ts';
import { lasting } from '../../core/states.ts';
import { StopSource } from '../../core/stop-source.ts';
import { untilStored } from '../../core/until-stored.ts';
import type { Transaction } from '../../core/table.ts';
import { parseS3Uri, readObject } from '../../s3/index.ts';
import { endpointStates } from './endpoint-states.ts';
import {
	endpoints,
	invocationCounts,
	putEndpoint,
	variantKey,
	type EndpointRecord,
	type VariantRecord
} from './hosting-records.ts';
import { dropContainer, startContainer } from './serving.ts';

const LONGEST_REASON = 1024;

/** Brings an endpoint from Creating to InService or Failed. Never rejects. */
export async function bringUp(ctx: Context, endpoint: EndpointRecord): Promise<void> {
	const stop = beginWait(ctx, endpoint);
	try {
		const archives = await startAll(ctx, endpoint);
		await lasting(endpointStates.creating, ctx.clock, stop.signal);
		await ctx.store.transact((tx) => goIntoService(tx, ctx, endpoint, archives));
	} catch (error) {
		if (!ctx.live.closing.signal.aborted) await giveUp(ctx, endpoint, stop, error);
	} finally {
		ctx.live.endpoints.delete(endpoint.id);
	}
}

/** Waits out the deletion and forgets the endpoint. Never rejects. */
export async function bringDown(ctx: Context, endpoint: EndpointRecord): Promise<void> {
	const stop = beginWait(ctx, endpoint);
	try {
		await lasting(endpointStates.deleting, ctx.clock, stop.signal);
		await untilStored(ctx, (tx) => forget(tx, endpoint));
	} catch {
		// The region closed or was emptied: the next start of the region finishes a deletion that is still due.
	} finally {
		ctx.live.endpoints.delete(endpoint.id);
	}
}

/** Ends what the endpoint costs and takes its containers away. */
export function shutDown(tx: Transaction, ctx: Context, endpoint: EndpointRecord): void {
	for (const { name } of endpoint.variants) {
		endInstances(tx, meterIdOf(endpoint, name), tx.now);
		dropContainer(ctx, endpoint, name);
	}
}

function beginWait(ctx: Context, endpoint: EndpointRecord): StopSource {
	const stop = new StopSource();
	ctx.live.endpoints.set(endpoint.id, stop);
	return stop;
}

/** Reads each variant's model data and starts its container; real work, so an instant clock stands still. */
async function startAll(ctx: Context, endpoint: EndpointRecord): Promise<ReadonlyMap<string, Uint8Array>> {
	const release = ctx.clock.hold();
	const archives = new Map<string, Uint8Array>();
	try {
		for (const variant of endpoint.variants) {
			const archive = await downloadModel(ctx, variant);
			if (archive) archives.set(variant.name, archive);
			await startVariant(ctx, endpoint, variant, archive);
		}
		return archives;
	} finally {
		release();
	}
}

async function downloadModel(ctx: Context, { modelDataUrl: url }: VariantRecord): Promise<Uint8Array | null> {
	const place = url === null ? null : parseS3Uri(url);
	if (!place) return null;
	try {
		return (await readObject(ctx, place.bucket, place.key)).bytes;
	} catch (cause) {
		throw new Error(
			`Failed to download model data for container "container_1" from URL: "${url}". Please ensure that there is an object located at the URL and that the role passed to CreateModel has permissions to download the model.`,
			{ cause }
		);
	}
}

async function startVariant(
	ctx: Context,
	endpoint: EndpointRecord,
	variant: VariantRecord,
	archive: Uint8Array | null
): Promise<void> {
	try {
		await startContainer(ctx, endpoint, variant, archive);
	} catch (cause) {
		const why = cause instanceof Error ? cause.message : String(cause);
		throw new Error(
			`The primary container for production variant ${variant.name} did not pass the ping health check. Please check CloudWatch logs for this endpoint. (${why})`,
			{ cause }
		);
	}
}

function goIntoService(
	tx: Transaction,
	ctx: Context,
	{ name, id }: EndpointRecord,
	archives: ReadonlyMap<string, Uint8Array>
): void {
	const record = tx.get(endpoints, name);
	if (record?.id !== id || record.status !== 'Creating') return;
	const variants = record.variants.map((variant) => {
		const archive = archives.get(variant.name);
		const archiveId = archive ? `model/${variantKey(record, variant.name)}` : null;
		if (archive && archiveId) tx.putBytes(archiveId, archive);
		const { instanceType, instanceCount } = variant;
		const meterId = meterIdOf(record, variant.name);
		startInstances(tx, { id: meterId, service: 'Hosting', resource: name, instanceType, instanceCount });
		return { ...variant, archiveId };
	});
	putEndpoint(tx, ctx, { ...record, variants, status: 'InService' });
}

async function giveUp(
	ctx: Context,
	{ name, id }: EndpointRecord,
	stop: StopSource,
	error: unknown
): Promise<void> {
	const reason = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_REASON);
	try {
		await lasting(endpointStates.creating, ctx.clock, stop.signal);
		await untilStored(ctx, (tx) => {
			const record = tx.get(endpoints, name);
			if (record?.id !== id || record.status !== 'Creating') return;
			shutDown(tx, ctx, record);
			putEndpoint(tx, ctx, { ...record, status: 'Failed', failureReason: reason });
		});
	} catch {
		// The region closed or was emptied: an endpoint that is still there starts over when the region is loaded again.
	}
}

function forget(tx: Transaction, { name, id }: EndpointRecord): void {
	const record = tx.get(endpoints, name);
	if (record?.id !== id) return;
	for (const { archiveId } of record.variants) if (archiveId !== null) tx.removeBytes(archiveId);
	tx.remove(endpoints, name);
	tx.remove(invocationCounts, id);
	tx.emit({ type: 'endpoint', name, endpoint: null });
}

function meterIdOf({ id }: EndpointRecord, variant: string): string {
	return `hosting/${id}/${variant}`;
}
