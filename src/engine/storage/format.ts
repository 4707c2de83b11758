import { PlatformError } from '#base/errors.ts';

/**
 * The account's format in files, one for every host. A file that holds state begins with a line that names its version, so
 * that a later Sagebrush can read it; `MIGRATIONS[n]` turns what version n wrote into what version n + 1 writes.
 *
 * Version 1 had a file for every value that is bytes. Version 2 puts small ones into packs, and ends a state with
 * {@link STATE_END}, where version 1 gave a finished state its name.
 */
export const FORMAT_VERSION = 2;

/** One change as it is written: a removal, a value, bytes in a file of their own, or bytes in a pack. */
export type StoredChange =
	| readonly [table: string, key: string]
	| readonly [table: string, key: string, value: unknown]
	| readonly [table: string, key: string, none: null, file: string, sizeBytes: number]
	| readonly [table: string, key: string, none: null, pack: number, sizeBytes: number, start: number];

export type Migration = (change: StoredChange) => StoredChange;

/** What version 1 wrote, version 2 reads as it is. */
export const MIGRATIONS: Readonly<Record<number, Migration>> = {};

/** The last line of a state: one without it was not finished. */
export const STATE_END = JSON.stringify('end');

/** The first line of a file of this version. */
export function header(version = FORMAT_VERSION): string {
	return JSON.stringify({ format: 'sagebrush-region', version });
}

/**
 * What turns the changes of a file into changes of this version, by the file's first line.
 * @throws PlatformError StorageTooNew, or StorageDamaged where the line is no header
 */
export function migrationOf(
	line: string | undefined,
	path: string,
	migrations = MIGRATIONS,
	to = FORMAT_VERSION
): Migration {
	const version = versionOf(line);
	if (version === null)
		throw new PlatformError('StorageDamaged', `${path} is no file of a Sagebrush region.`);
	if (version > to) {
		throw new PlatformError(
			'StorageTooNew',
			`${path} was written by a newer Sagebrush (format ${version}; this one reads up to ${to}).`,
			{ hint: 'Use the newer Sagebrush, or another folder.' }
		);
	}
	const steps = Array.from({ length: to - version }, (_, i) => migrations[version + i]);
	return (change) => steps.reduce((current, step) => (step ? step(current) : current), change);
}

/** The version that a file's first line names; null where it is no such line. */
export function versionOf(line: string | undefined): number | null {
	try {
		const { format, version } = JSON.parse(line ?? '') as { format?: unknown; version?: unknown };
		return format === 'sagebrush-region' && typeof version === 'number' ? version : null;
	} catch {
		return null;
	}
}
