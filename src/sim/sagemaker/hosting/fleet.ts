import { AwsError, PlatformError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import { createLogWriter, type LogWriter } from '../../logs/index.ts';
import {
	endpoints,
	type ContainerRecord,
	type EndpointRecord,
	type VariantRecord
} from './hosting-records.ts';
import { ServingInstance } from './serving-instance.ts';

/** A container is cold again when it has had nothing to do for so long. */
const SERVERLESS_IDLE_MS = 600_000;

/** How long a serverless container takes before it begins to load its model. */
const COLD_START_MS = 5_000;

/** Where the containers of an endpoint write. */
export function endpointLogGroup(name: string): string {
	return `/aws/sagemaker/Endpoints/${name}`;
}

/** A writer to one stream of an endpoint, for as long as that is there. */
export function endpointLog(ctx: Context, { name, id }: EndpointRecord, stream: string): LogWriter {
	return createLogWriter(ctx, endpointLogGroup(name), stream, (tx) => {
		if (tx.get(endpoints, name)?.id === id) return;
		// The last words of a container must not bring the log group of an emptied account back.
		throw new PlatformError('EndpointGone', `The endpoint '${name}' is no longer there.`);
	});
}

/** Archives that have been downloaded and are not stored yet, by {@link archiveKey}. */
export type Archives = ReadonlyMap<string, Uint8Array>;

/** Names the archive of one container of a variant. */
export function archiveKey({ fleet }: VariantRecord, { hostname }: ContainerRecord): string {
	return `model/${fleet}/${hostname}`;
}

function keyOf({ fleet }: VariantRecord, index: number): string {
	return `${fleet}/${index}`;
}

/** Starts one instance of a variant. It stays in service until it is retired, dropped, or cannot start. */
export function startInstance(
	ctx: Context,
	endpoint: EndpointRecord,
	variant: VariantRecord,
	index: number,
	{ archives, delayMs }: { readonly archives?: Archives; readonly delayMs?: number } = {}
): ServingInstance {
	const key = keyOf(variant, index);
	const logs = logWriters(ctx, endpoint, variant);
	const instance = new ServingInstance(ctx, variant, {
		archiveOf: async (container) =>
			archives?.get(archiveKey(variant, container)) ?? storedArchive(ctx, endpoint, container),
		log: (container, line) => logs(container).write(line),
		delayMs
	});
	ctx.live.instances.set(key, instance);
	// One that could not start is forgotten, so that the next request tries again.
	instance.started.catch(() => {
		if (ctx.live.instances.get(key) === instance) ctx.live.instances.delete(key);
	});
	return instance;
}

function logWriters(
	ctx: Context,
	endpoint: EndpointRecord,
	{ name, containers }: VariantRecord
): (container: ContainerRecord) => LogWriter {
	const stream = `${name}/i-${ctx.rng.hex(17)}`;
	const writers = new Map<string, LogWriter>();
	return ({ hostname }) => {
		const path = containers.length === 1 ? stream : `${stream}/${hostname}`;
		const writer = writers.get(path) ?? endpointLog(ctx, endpoint, path);
		writers.set(path, writer);
		return writer;
	};
}

async function storedArchive(
	ctx: Context,
	endpoint: EndpointRecord,
	{ archiveId }: ContainerRecord
): Promise<Uint8Array | null> {
	if (archiveId === null) return null;
	const archive = await ctx.store.bytes(archiveId);
	if (archive) return archive;
	throw new PlatformError('BytesLost', `The storage has lost the model of endpoint '${endpoint.name}'.`, {
		hint: 'Delete the endpoint and create it again.'
	});
}

function running(ctx: Context, variant: VariantRecord, index: number): ServingInstance | undefined {
	return ctx.live.instances.get(keyOf(variant, index)) as ServingInstance | undefined;
}

/**
 * The instance that a request goes to: any of them with the same chance, or the one with the fewest requests under way,
 * as the variant's routing says. One that is not there, after a restart of the region or its death, is started.
 * @throws AwsError ThrottlingException where a serverless variant works on as many requests as it may
 */
export function instanceFor(ctx: Context, endpoint: EndpointRecord, variant: VariantRecord): ServingInstance {
	if (variant.serverless)
		return serverlessInstance(ctx, endpoint, variant, variant.serverless.maxConcurrency);
	const { instanceCount, routing } = variant;
	if (instanceCount === 0) {
		throw new AwsError('ValidationError', `The variant ${variant.name} has no instances now.`);
	}
	const busyOf = (index: number): number => running(ctx, variant, index)?.busy ?? 0;
	const first = ctx.rng.below(instanceCount);
	let index = first;
	if (routing === 'LEAST_OUTSTANDING_REQUESTS') {
		for (let i = 1; i < instanceCount; i++) {
			const other = (first + i) % instanceCount;
			if (busyOf(other) < busyOf(index)) index = other;
		}
	}
	return running(ctx, variant, index) ?? startInstance(ctx, endpoint, variant, index);
}

/** A serverless container works on one request at a time: each request at once needs one of its own. */
function serverlessInstance(
	ctx: Context,
	endpoint: EndpointRecord,
	variant: VariantRecord,
	maxConcurrency: number
): ServingInstance {
	let free = -1;
	for (let index = 0; index < maxConcurrency; index++) {
		const instance = running(ctx, variant, index);
		const isIdle = instance?.busy === 0;
		if (isIdle && ctx.clock.now() - instance.idleSince < SERVERLESS_IDLE_MS) return instance;
		if ((!instance || isIdle) && free < 0) free = index;
	}
	if (free < 0) {
		throw new AwsError(
			'ThrottlingException',
			`The endpoint ${endpoint.name} works on ${maxConcurrency} requests already, which is its MaxConcurrency.`,
			429,
			{ hint: 'Send the request again a little later, or allow a higher MaxConcurrency.' }
		);
	}
	running(ctx, variant, free)?.close();
	return startInstance(ctx, endpoint, variant, free, { delayMs: COLD_START_MS });
}

/** Takes an instance that broke out of service; the next request starts another. */
export function dropInstance(ctx: Context, broken: ServingInstance): void {
	for (const [key, instance] of ctx.live.instances) {
		if (instance !== broken) continue;
		ctx.live.instances.delete(key);
		broken.close();
	}
}

/** Takes the instances of a variant from number `from` on out of service; they finish what they are at. */
export function retireInstances(ctx: Context, { fleet }: VariantRecord, from = 0): void {
	for (const [key, instance] of ctx.live.instances) {
		const [owner, index] = key.split('/');
		if (owner !== fleet || Number(index) < from) continue;
		ctx.live.instances.delete(key);
		(instance as ServingInstance).retire();
	}
}

/** Takes all instances of a variant away at once. */
export function closeInstances(ctx: Context, { fleet }: VariantRecord): void {
	for (const [key, instance] of ctx.live.instances) {
		if (!key.startsWith(`${fleet}/`)) continue;
		ctx.live.instances.delete(key);
		instance.close();
	}
}

/** Models that the multi-model containers of a variant have loaded now, one list for each running instance. */
export function loadedModels(ctx: Context, variant: VariantRecord): (readonly string[])[] {
	return variant.containers.flatMap(({ hostname }) =>
		Array.from(
			{ length: variant.instanceCount },
			(_, i) => running(ctx, variant, i)?.loadedModels(hostname) ?? []
		)
	);
}
