import { PlatformError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import { closeVariant, type LiveVariant } from '../../core/live.ts';
import { createLogWriter } from '../../logs/index.ts';
import { endpoints, variantKey, type EndpointRecord, type VariantRecord } from './hosting-records.ts';

/** Where the containers of an endpoint write. */
export function endpointLogGroup(name: string): string {
	return `/aws/sagemaker/Endpoints/${name}`;
}

/**
 * The running container of a variant: started now where it is not running, as after a restart of the region or the death
 * of its instance.
 */
export function servingContainer(
	ctx: Context,
	endpoint: EndpointRecord,
	variant: VariantRecord
): LiveVariant {
	const key = variantKey(endpoint, variant.name);
	const running = ctx.live.variants.get(key);
	if (running) return running;
	const starting = startFromStore(ctx, endpoint, variant);
	return keep(ctx, key, starting);
}

/** Starts the container of a variant with the archive at hand. */
export function startContainer(
	ctx: Context,
	endpoint: EndpointRecord,
	variant: VariantRecord,
	modelArchive: Uint8Array | null
): LiveVariant {
	return keep(ctx, variantKey(endpoint, variant.name), launch(ctx, endpoint, variant, modelArchive));
}

function launch(
	ctx: Context,
	endpoint: EndpointRecord,
	{ name, image, environment }: VariantRecord,
	modelArchive: Uint8Array | null
): LiveVariant {
	const stream = `${name}/i-${ctx.rng.hex(17)}`;
	const log = createLogWriter(ctx, endpointLogGroup(endpoint.name), stream, (tx) => {
		if (tx.get(endpoints, endpoint.name)?.id === endpoint.id) return;
		// The last words of a container must not bring the log group of an emptied account back.
		throw new PlatformError('EndpointGone', `The endpoint '${endpoint.name}' is no longer there.`);
	});
	return ctx.inference.start({ image, modelArchive, environment }, (line) => log.write(line));
}

/** Takes the container out of service; the next request starts another. */
export function dropContainer(ctx: Context, endpoint: EndpointRecord, variant: string): void {
	const key = variantKey(endpoint, variant);
	const running = ctx.live.variants.get(key);
	ctx.live.variants.delete(key);
	if (running) closeVariant(running);
}

/** A container that could not start is forgotten, so that the next request tries again. */
function keep(ctx: Context, key: string, starting: LiveVariant): LiveVariant {
	ctx.live.variants.set(key, starting);
	starting.catch(() => {
		if (ctx.live.variants.get(key) === starting) ctx.live.variants.delete(key);
	});
	return starting;
}

async function startFromStore(ctx: Context, endpoint: EndpointRecord, variant: VariantRecord): LiveVariant {
	const archive = variant.archiveId === null ? null : await ctx.store.bytes(variant.archiveId);
	if (archive === undefined) {
		throw new PlatformError('BytesLost', `The storage has lost the model of endpoint '${endpoint.name}'.`, {
			hint: 'Delete the endpoint and create it again.'
		});
	}
	return launch(ctx, endpoint, variant, archive);
}
