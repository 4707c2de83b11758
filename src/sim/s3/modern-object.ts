import { toBase64 } from '#base/bytes.ts';
import type { Context } from '../core/context.ts';
import { claimedChecksums, DEFAULT_ALGORITHM, hasherOf, type Checksum } from './body/checksum.ts';
import { objects, type ObjectAttributes, type ObjectRecord } from './tables.ts';

/** An object as release 0.1.0 stored it: one blob, and its checksum among the attributes. */
type OldObject = Pick<
	ObjectRecord,
	'bucket' | 'key' | 'sizeBytes' | 'etag' | 'contentType' | 'modifiedAt' | 'metadata' | 'attributes'
> & { readonly bytesId: string };

/** Objects that an earlier release stored get today's form; today's own are left alone. Called once, at the start. */
export async function moderniseObjects(ctx: Context): Promise<void> {
	for (const [at, stored] of ctx.store.entries(objects)) {
		if ('content' in stored) continue;
		const record = await modernObject(ctx, stored as unknown as OldObject);
		await ctx.store.transact((tx) => tx.put(objects, at, record));
	}
}

async function modernObject(ctx: Context, { bytesId, ...old }: OldObject): Promise<ObjectRecord> {
	const kept = Object.entries(old.attributes).filter(([member]) => !member.startsWith('Checksum'));
	return {
		...old,
		attributes: Object.fromEntries(kept),
		content: old.sizeBytes > 0 ? [{ id: bytesId, start: 0, sizeBytes: old.sizeBytes }] : [],
		tags: {},
		storageClass: 'STANDARD',
		encryption: { algorithm: 'AES256', keyId: null },
		checksum: await checksumOf(ctx, bytesId, old.attributes),
		parts: null,
		versionId: 'null',
		order: 0
	};
}

async function checksumOf(ctx: Context, bytesId: string, attributes: ObjectAttributes): Promise<Checksum> {
	const [claimed] = Object.entries(claimedChecksums(attributes));
	if (claimed)
		return { algorithm: claimed[0] as Checksum['algorithm'], type: 'FULL_OBJECT', value: claimed[1] };
	const hasher = hasherOf(DEFAULT_ALGORITHM);
	hasher.update((await ctx.store.bytes(bytesId)) ?? new Uint8Array(0));
	return { algorithm: DEFAULT_ALGORITHM, type: 'FULL_OBJECT', value: toBase64(hasher.digest()) };
}
