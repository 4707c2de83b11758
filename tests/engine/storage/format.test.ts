import { describe, expect, it } from 'vitest';
import { header, migrationOf, type Migration, type StoredChange } from '#engine/storage/format.ts';

describe('migrationOf', () => {
	const rename: Migration = (change) =>
		change[0] === 'old' && change.length === 3 ? ['new', change[1], change[2]] : change;
	const double: Migration = (change) =>
		change[0] === 'new' && change.length === 3 ? ['new', change[1], Number(change[2]) * 2] : change;
	const change: StoredChange = ['old', 'k', 4];

	it('applies every step from the file’s version on, in order', () => {
		const steps = { 1: rename, 2: double };
		expect(migrationOf(header(1), 'file', steps, 3)(change)).toEqual(['new', 'k', 8]);
		expect(migrationOf(header(2), 'file', steps, 3)(change)).toEqual(change);
		expect(migrationOf(header(3), 'file', steps, 3)(change)).toEqual(change);
	});

	it('refuses a file of a version to come, and what is no such file', () => {
		expect(() => migrationOf(header(4), 'file', {}, 3)).toThrow('newer Sagebrush (format 4');
		expect(() => migrationOf(undefined, 'file')).toThrow('file is no file of a Sagebrush region');
		expect(() => migrationOf('[]', 'file')).toThrow('no file of a Sagebrush region');
	});
});
