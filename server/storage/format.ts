import { PlatformError } from '#base/errors.ts';

/**
 * The folder's format. A file that holds state begins with a line that names its version, so that a later Sagebrush can
 * read it; `MIGRATIONS[n]` turns what version n wrote into what version n + 1 writes.
 */
export const FORMAT_VERSION = 1;

/** One change as it is written: a removal, a value, or bytes in a file of their own. */
export type StoredChange =
	| readonly [table: string, key: string]
	| readonly [table: string, key: string, value: unknown]
	| readonly [table: string, key: string, none: null, file: string, sizeBytes: number];

export type Migration = (change: StoredChange) => StoredChange;

export const MIGRATIONS: Readonly<Record<number, Migration>> = {};

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

function versionOf(line: string | undefined): number | null {
	try {
		const { format, version } = JSON.parse(line ?? '') as { format?: unknown; version?: unknown };
		return format === 'sagebrush-region' && typeof version === 'number' ? version : null;
	} catch {
		return null;
	}
}
