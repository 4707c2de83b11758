import { PlatformError, UserError } from '#base/errors.ts';

/**
 * Bytes of a lesson's file. `files` maps names as cells write them to addresses.
 * Rejects with a UserError `UnknownFile` that lists the lesson's files, or a PlatformError `FileNotLoaded`.
 */
export async function fetchLessonFile(files: ReadonlyMap<string, string>, name: string): Promise<Uint8Array> {
	const address = files.get(name);
	if (address === undefined) {
		const names = [...files.keys()].join(', ') || 'none';
		throw new UserError('UnknownFile', `This lesson has no file '${name}'. Its files: ${names}.`, {
			hint: 'Write the name as the lesson lists it, folder and all.'
		});
	}
	const response = await fetch(address);
	if (!response.ok) {
		throw new PlatformError('FileNotLoaded', `${name} could not be loaded: HTTP status ${response.status}.`);
	}
	return new Uint8Array(await response.arrayBuffer());
}
