import type { Context } from '../core/context.ts';
import { defineTable, type Transaction } from '../core/table.ts';

/** One layer or configuration of an image; its bytes are stored apart. */
export interface LayerRecord {
	readonly repository: string;
	/** `sha256:…` of the bytes. */
	readonly digest: string;
	readonly sizeBytes: number;
	readonly bytesId: string;
}

/** A layer on its way in. */
export interface LayerUpload {
	readonly id: string;
	readonly repository: string;
	readonly sizeBytes: number;
	/** Ids of the stored bytes, in their order. */
	readonly parts: readonly string[];
}

/** By {@link layerKey}. */
export const layers = defineTable<LayerRecord>('ecr-layers');
/** By their ids. */
export const layerUploads = defineTable<LayerUpload>('ecr-layer-uploads');

export function layerKey(repository: string, digest: string): string {
	return `${repository}@${digest}`;
}

/** Ids of all bytes that layers have stored. */
export function layerBytes({ store }: Pick<Context, 'store'>): string[] {
	return [
		...store.values(layers).map(({ bytesId }) => bytesId),
		...store.values(layerUploads).flatMap(({ parts }) => parts)
	];
}

/** Takes the layers of a repository away with it. */
export function removeLayers(tx: Transaction, { store }: Pick<Context, 'store'>, repository: string): void {
	for (const [key, layer] of store.entries(layers)) {
		if (layer.repository !== repository) continue;
		tx.remove(layers, key);
		tx.removeBytes(layer.bytesId);
	}
	for (const [key, upload] of store.entries(layerUploads)) {
		if (upload.repository !== repository) continue;
		tx.remove(layerUploads, key);
		for (const part of upload.parts) tx.removeBytes(part);
	}
}
