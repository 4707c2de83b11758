import { gunzipSync, gzipSync } from 'fflate';
import { createTar, parseTar } from 'nanotar';
import { UserError } from '#base/errors.ts';
import type { ModelFiles } from '#ml/algorithm.ts';

/** Bytes of model.tar.gz. Times and owners are fixed, so that equal files give equal bytes. */
export function packArchive(files: ModelFiles): Uint8Array {
	const items = Object.entries(files).map(([name, data]) => ({
		name,
		data,
		attrs: { mtime: 0, mode: '644' }
	}));
	return gzipSync(createTar(items), { mtime: 0, level: 6 });
}

/**
 * The files in a model.tar.gz, by name without a leading `./`.
 * @throws UserError `BadModelArchive` for bytes that are no gzipped tar
 */
export function unpackArchive(bytes: Uint8Array): ModelFiles {
	const tar = guarded('is not gzip', () => gunzipSync(bytes));
	const items = guarded('holds no tar', () => parseTar(tar));
	const files: Record<string, Uint8Array> = {};
	for (const { name, data, type } of items) {
		if (data && type === 'file') files[name.replace(/^\.\//, '')] = data;
	}
	return files;
}

function guarded<T>(what: string, read: () => T): T {
	try {
		return read();
	} catch (cause) {
		const reason = cause instanceof Error ? cause.message : String(cause);
		throw new UserError('BadModelArchive', `model.tar.gz cannot be read: it ${what} (${reason}).`, {
			hint: 'ModelDataUrl must name a gzipped tar archive, such as the one that a training job wrote.',
			cause
		});
	}
}
