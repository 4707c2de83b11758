import { expect, test } from 'vitest';
import { parseRecordIo } from '#ml/data/parse-record-io.ts';
import { toRecordIo } from '#ml/data/to-record-io.ts';

const read = (bytes: Uint8Array) => parseRecordIo(bytes, { file: 'f', label: 'none', absent: 'zero' });

test('rows by their keys are the sparse rows of the same cells', () => {
	const dense = [
		[0, 1, 0, 1, 0],
		[0, 0, 2.5, 0, 0],
		[0, 0, 0, 0, 0]
	];
	const keyed = [{ keys: [1, 3] }, { keys: [2], values: [2.5] }, { keys: [] }];
	const bytes = toRecordIo(keyed, { columns: 5 });
	expect(bytes).toEqual(toRecordIo(dense, { sparse: true }));
	expect(read(bytes)).toMatchObject({ rows: 3, columns: 5 });
	expect([
		...read(toRecordIo([{ keys: Uint32Array.of(1_999_999) }], { columns: 2_000_000 })).sparse!.places
	]).toEqual([1_999_999]);
});

test.each([
	['a key beyond the columns', [{ keys: [1, 5] }], 'Row 0 has the key 5, but columns is 5.'],
	['a key that is no column', [{ keys: [1] }, { keys: [0.5] }], 'Row 1 has the key 0.5, but columns is 5.'],
	['another number of values', [{ keys: [1, 2], values: [1] }], 'Row 0 has 2 keys, but 1 values.']
])('refuses %s', (_title, rows, message) => {
	const refused = expect.objectContaining({ kind: 'user', code: 'ShapeMismatch', message });
	expect(() => toRecordIo(rows, { columns: 5 })).toThrow(refused);
});

test('without columns no key is right', () => {
	expect(() => toRecordIo([{ keys: [0] }])).toThrow('Row 0 has the key 0, but columns is 0.');
});
