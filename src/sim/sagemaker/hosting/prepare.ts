import { builtinAlgorithmOf } from '#ml/registry.ts';
import type { Context } from '../../core/context.ts';
import { bucketAccess, type BucketAccess } from '../../iam/index.ts';
import { parseS3Uri, readObject } from '../../s3/index.ts';
import type { ContainerRecord, EndpointRecord, VariantRecord } from './hosting-records.ts';
import { archiveKey, closeInstances, dropInstance, startInstance, type Archives } from './fleet.ts';

/**
 * Downloads the model data of new variants and starts all instances that are not there yet; real work, so an instant
 * clock stands still.
 * @param before the variants that serve already
 * @returns the archives to be stored. Rejects with an Error whose message is the FailureReason.
 */
export async function prepareFleets(
	ctx: Context,
	endpoint: EndpointRecord,
	variants: readonly VariantRecord[],
	before: readonly VariantRecord[]
): Promise<Archives> {
	const release = ctx.clock.hold();
	try {
		const archives = new Map<string, Uint8Array>();
		for (const variant of variants) {
			const serving = before.find(({ fleet }) => fleet === variant.fleet);
			if (!serving) await downloadAll(ctx, variant, archives);
			await startMissing(ctx, endpoint, variant, serving?.instanceCount ?? 0, archives);
		}
		return archives;
	} finally {
		release();
	}
}

async function downloadAll(
	ctx: Context,
	variant: VariantRecord,
	archives: Map<string, Uint8Array>
): Promise<void> {
	const access = bucketAccess(ctx, variant.roleArn);
	for (const [i, container] of variant.containers.entries()) {
		if (container.isMultiModel) continue;
		const archive = await download(ctx, container, `container_${i + 1}`, access);
		if (archive) archives.set(archiveKey(variant, container), archive);
	}
}

async function download(
	ctx: Context,
	{ modelDataUrl: url }: ContainerRecord,
	spokenName: string,
	access: BucketAccess
): Promise<Uint8Array | null> {
	const place = url === null ? null : parseS3Uri(url);
	if (!place) return null;
	try {
		access.needRead(place.bucket, place.key);
		return (await readObject(ctx, place.bucket, place.key)).bytes;
	} catch (cause) {
		throw new Error(
			`Failed to download model data for container "${spokenName}" from URL: "${url}". Please ensure that there is an object located at the URL and that the role passed to CreateModel has permissions to download the model.`,
			{ cause }
		);
	}
}

async function startMissing(
	ctx: Context,
	endpoint: EndpointRecord,
	variant: VariantRecord,
	from: number,
	archives: Archives
): Promise<void> {
	const starting = [];
	// A serverless variant starts one container to see whether it can, and gives it back.
	const until = variant.serverless ? 1 : variant.instanceCount;
	for (let i = from; i < until; i++) starting.push(startInstance(ctx, endpoint, variant, i, { archives }));
	try {
		checkImages(variant);
		await Promise.all(starting.map(({ started }) => started));
		if (variant.serverless) closeInstances(ctx, variant);
	} catch (cause) {
		for (const instance of starting) dropInstance(ctx, instance);
		const why = cause instanceof Error ? cause.message : String(cause);
		throw new Error(
			`The primary container for production variant ${variant.name} did not pass the ping health check. Please check CloudWatch logs for this endpoint. (${why})`,
			{ cause }
		);
	}
}

/** A multi-model container loads nothing before its first request, so its image is looked at instead. */
function checkImages({ containers }: VariantRecord): void {
	const strange = containers.find(({ image, isMultiModel }) => isMultiModel && !builtinAlgorithmOf(image));
	if (strange) throw new Error(`There is no built-in algorithm in the image '${strange.image}'.`);
}
