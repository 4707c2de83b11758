import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import { packArchive, unpackArchive } from '#engine/container/archive.ts';

const files = { 'xgboost-model': encodeUtf8('{"a":1}'), 'code/notes.txt': encodeUtf8('ü') };

test('what was packed is unpacked, and packing twice gives the same bytes', () => {
	expect(unpackArchive(packArchive(files))).toEqual(files);
	expect(packArchive(files)).toEqual(packArchive(files));
});

test('tar reads the archive', () => {
	const listing = execFileSync('tar', ['-tzf', '-'], { input: packArchive(files) }).toString();
	expect(listing.trim().split('\n').sort()).toEqual(['code/notes.txt', 'xgboost-model']);
});
