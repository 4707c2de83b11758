import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#base/bytes.ts';
import { readNdArrays, writeNdArrays } from '#ml/data/mxnet-ndarray.ts';

/** Bytes put together by hand from MXNet's NDArray::Save, field after field. */
const LIST =
	'1201000000000000' + // mark of a list
	'0000000000000000' + // reserved
	'0100000000000000' + // one array
	'c9fa93f9' + // version 2
	'00000000' + // dense
	'02000000' + // two axes
	'0200000000000000' +
	'0100000000000000' + // of 2 and 1
	'0100000000000000' + // device cpu 0
	'00000000' + // 32-bit floats
	'0000803f' +
	'000020c0' + // 1 and -2.5
	'0000000000000000'; // no names
const DICT =
	'1201000000000000' +
	'0000000000000000' +
	'0200000000000000' +
	'c9fa93f900000000' +
	'010000000100000000000000' +
	'0100000000000000' +
	'01000000' + // 64-bit floats
	'000000000000f03f' +
	'c9fa93f900000000' +
	'010000000200000000000000' +
	'010000000000000000000000' +
	'0000004000004040' +
	'0200000000000000' + // two names
	'04000000000000006d65616e' +
	'010000000000000073';

const list = [{ name: '', shape: [2, 1], values: Float32Array.of(1, -2.5) }];
const dict = [
	{ name: 'mean', shape: [1], values: Float64Array.of(1) },
	{ name: 's', shape: [2], values: Float32Array.of(2, 3) }
];

describe('files of MXNet arrays', () => {
	test('are written byte by byte as mxnet.nd.save does', () => {
		expect(toHex(writeNdArrays(list))).toBe(LIST);
		expect(toHex(writeNdArrays(dict))).toBe(DICT);
	});

	test('are read back, with names or without, wherever they lie in memory', () => {
		expect(readNdArrays(fromHex(LIST))).toEqual(list);
		expect(readNdArrays(fromHex(DICT))).toEqual(dict);
		expect(readNdArrays(fromHex(`ff${DICT}`).subarray(1))).toEqual(dict);
		expect(readNdArrays(writeNdArrays([]))).toEqual([]);
	});

	test('keep names that are not ASCII, and values that are no numbers', () => {
		const odd = [{ name: 'Größe', shape: [1, 1, 2], values: Float32Array.of(NaN, -Infinity) }];
		expect(readNdArrays(writeNdArrays(odd))).toEqual(odd);
	});

	test('of version 1 and 3 are read too', () => {
		const first = LIST.replace('c9fa93f900000000', 'c8fa93f9');
		expect(readNdArrays(fromHex(first))).toEqual(list);
		expect(readNdArrays(fromHex(LIST.replace('c9fa', 'cafa')))).toEqual(list);
	});

	test.each([
		['nothing', '', 'it ends after 0 bytes'],
		['another file', '1f8b0800'.repeat(10), 'it does not begin as a file of MXNet arrays'],
		['a file that is cut off', LIST.slice(0, -24), 'it ends after'],
		['a sparse array', LIST.replace('c9fa93f900000000', 'c9fa93f902000000'), 'an array is sparse'],
		['the oldest form', LIST.replace('c9fa93f9', '02000000'), 'an array begins with 0x2'],
		[
			'whole numbers',
			LIST.replace('0100000000000000000000000000803f', '0100000000000000040000000000803f'),
			'elements of type 4'
		],
		['too few names', DICT.replace('02000000000000000400', '01000000000000000400'), '2 arrays and 1 names'],
		[
			'a shape that is far too large',
			LIST.replace('02000000000000000100000000000000', 'ffffffff00000000ffffffff00000000'),
			'it ends after'
		]
	])('refuses %s', (_, hex, words) => {
		const act = (): unknown => readNdArrays(fromHex(hex));
		expect(act).toThrow(expect.objectContaining({ kind: 'user', code: 'BadModel' }));
		expect(act).toThrow(words);
	});
});
