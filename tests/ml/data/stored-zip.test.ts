import { unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import { readStoredZip, writeStoredZip } from '#ml/data/stored-zip.ts';

const files = {
	params: Uint8Array.of(1, 2, 3),
	'a/ö.json': encodeUtf8('{"a": 1}'),
	empty: new Uint8Array(0)
};

test('others read what it writes, and it reads what others store', () => {
	expect(unzipSync(writeStoredZip(files))).toEqual(files);
	expect(readStoredZip(zipSync(files, { level: 0 }))).toEqual(files);
	expect(readStoredZip(writeStoredZip(files))).toEqual(files);
	expect(writeStoredZip(files)).toEqual(writeStoredZip(files));
});

test('bytes that are no such zip are null', () => {
	expect(readStoredZip(new Uint8Array(0))).toBeNull();
	expect(readStoredZip(encodeUtf8('no zip at all, but long enough for a header'))).toBeNull();
	expect(readStoredZip(zipSync({ a: encodeUtf8('a'.repeat(1000)) }, { level: 6 }))).toBeNull();
	const cut = writeStoredZip(files).subarray(0, 37);
	expect(readStoredZip(cut)).toBeNull();
	const changed = writeStoredZip(files);
	changed[36]! ^= 1;
	expect(readStoredZip(changed)).toBeNull();
});
