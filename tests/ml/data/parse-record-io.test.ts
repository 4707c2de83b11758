import protobuf from 'protobufjs';
import { describe, expect, it, test } from 'vitest';
import { parseRecordIo } from '#ml/data/parse-record-io.ts';
import { toRecordIo } from '#ml/data/to-record-io.ts';
import { writeRecordIo } from '#ml/data/record-io.ts';

/** The messages of SageMaker's recordIO-protobuf, for an encoder and decoder that is not ours. */
const { root } = protobuf.parse(`
	syntax = "proto2";
	package aialgs.data;
	message Float32Tensor { repeated float values = 1 [packed = true]; repeated uint64 keys = 2 [packed = true]; repeated uint64 shape = 3 [packed = true]; }
	message Float64Tensor { repeated double values = 1 [packed = true]; repeated uint64 keys = 2 [packed = true]; repeated uint64 shape = 3 [packed = true]; }
	message Int32Tensor { repeated int32 values = 1 [packed = true]; repeated uint64 keys = 2 [packed = true]; repeated uint64 shape = 3 [packed = true]; }
	message LooseTensor { repeated float values = 1; repeated uint64 keys = 2; repeated uint64 shape = 3; }
	message Bytes { repeated bytes value = 1; optional string content_type = 2; }
	message Value { oneof value { Float32Tensor float32_tensor = 2; Float64Tensor float64_tensor = 3; Int32Tensor int32_tensor = 7; Bytes bytes = 9; } }
	message LooseValue { optional LooseTensor float32_tensor = 2; }
	message Record { map<string, Value> features = 1; map<string, Value> label = 2; optional string uid = 3; optional string metadata = 4; optional string configuration = 5; }
	message LooseRecord { map<string, LooseValue> features = 1; }
`);
const Record = root.lookupType('aialgs.data.Record');

function file(...records: object[]): Uint8Array {
	return writeRecordIo(records.map((record) => Record.encode(Record.fromObject(record)).finish()));
}

const label = (value: number): object => ({ values: { float32Tensor: { values: [value] } } });
const read = (bytes: Uint8Array, kind: 'first' | 'none' = 'first'): ReturnType<typeof parseRecordIo> =>
	parseRecordIo(bytes, { file: 'train/a.pb', label: kind });

describe('parseRecordIo', () => {
	it.each([
		['float32Tensor', [0.5, -2, 3.25]],
		['float64Tensor', [0.5, -2, 3.25]],
		['int32Tensor', [1, -2, 2147483647]]
	])('reads rows of %s', (tensor, values) => {
		const data = read(
			file(
				{ features: { values: { [tensor]: { values } } }, label: label(7), uid: 'a' },
				{ features: { values: { [tensor]: { values: values.map((v) => -v) } } }, label: label(8) }
			)
		);
		expect(data).toMatchObject({ rows: 2, columns: 3, weights: null });
		expect(Array.from(data.x)).toEqual([...values, ...values.map((v) => -v)].map(Math.fround));
		expect(Array.from(data.labels!)).toEqual([7, 8]);
	});

	it('takes what a sparse row leaves out as missing, as wide as its shape says', () => {
		const sparse = (keys: number[], values: number[]): object => ({
			values: { float32Tensor: { values, keys, shape: [4] } }
		});
		const data = read(
			file(
				{ features: sparse([3, 1], [5, 6]), label: label(0) },
				{ features: sparse([], []), label: label(1) }
			)
		);
		expect(data.columns).toBe(4);
		expect(Array.from(data.x)).toEqual([NaN, 6, NaN, 5, NaN, NaN, NaN, NaN]);
	});

	it('reads numbers that are not packed', () => {
		const Loose = root.lookupType('aialgs.data.LooseRecord');
		const record = { features: { values: { float32Tensor: { values: [1, 2], keys: [0, 2], shape: [3] } } } };
		const bytes = writeRecordIo([Loose.encode(Loose.fromObject(record)).finish()]);
		expect(Array.from(read(bytes, 'none').x)).toEqual([1, NaN, 2]);
	});

	it('drops labels where none is asked for, and gives an empty table for an empty file', () => {
		const one = file({ features: { values: { float32Tensor: { values: [1] } } }, label: label(3) });
		expect(read(one, 'none').labels).toBeNull();
		expect(read(new Uint8Array(0))).toMatchObject({ rows: 0, columns: 0 });
	});

	const values = { float32Tensor: { values: [1, 2] } };
	it.each<[string, Uint8Array, string]>([
		['text', new TextEncoder().encode('1,2,3,4,5\n'), 'begins with 0x2c322c31, not with 0xced7230a'],
		['a file that was cut off', file({ features: { values }, label: label(1) }).slice(0, 20), 'are left'],
		[
			'a header that was cut off',
			file({ features: { values } }).slice(0, 5),
			'ends after 5 bytes of its header'
		],
		['a part of a record', Uint8Array.from([10, 35, 215, 206, 0, 0, 0, 32]), 'one of several parts'],
		['no protobuf', writeRecordIo([Uint8Array.from([255, 255, 255])]), 'is no protobuf message'],
		['no label', file({ features: { values } }), 'record 0: it has no label'],
		['no features', file({ label: label(1) }), 'has no features'],
		[
			'another name',
			file({ features: { pixels: values }, label: label(1) }),
			'no entry of the name «values»'
		],
		[
			'bytes',
			file({ features: { values: { bytes: { value: ['AA=='] } } }, label: label(1) }),
			'has bytes where'
		],
		[
			'rows of two widths',
			file(
				{ features: { values }, label: label(1) },
				{ features: { values: { float32Tensor: { values: [1] } } }, label: label(1) }
			),
			'record 1: it has 1 features, and another has 2'
		],
		[
			'a key outside of the shape',
			file({
				features: { values: { float32Tensor: { values: [1], keys: [9], shape: [4] } } },
				label: label(1)
			}),
			'has a value at 9, and its shape says 4'
		]
	])('refuses %s', (_, bytes, words) => {
		expect(() => read(bytes)).toThrow(
			expect.objectContaining({ code: 'BadRecordIO', message: expect.stringContaining(words) as string })
		);
	});
});

describe('toRecordIo', () => {
	test.each([false, true])('writes what an independent decoder and we read back (sparse: %s)', (sparse) => {
		const rows = [
			[0, 1.5, -2, 0],
			[3, 0, 0, 1e-3]
		];
		const bytes = toRecordIo(rows, { labels: [24, 21.5], sparse });
		const view = new DataView(bytes.buffer);
		expect(view.getUint32(0, true)).toBe(0xced7230a);
		const first = Record.toObject(Record.decode(bytes.subarray(8, 8 + view.getUint32(4, true))), {
			longs: Number
		}) as { features: { values: { float32Tensor: Record<string, number[]> } }; label: object };
		const { float32Tensor } = first.features.values;
		expect(float32Tensor).toMatchObject(
			sparse ? { values: [1.5, -2], keys: [1, 2], shape: [4] } : { values: rows[0] }
		);
		expect(first.label).toMatchObject(label(24));
		const data = parseRecordIo(bytes, { file: 'f', label: 'first' });
		const seen = Array.from(data.x, (value) => (Number.isNaN(value) ? 0 : value));
		expect(seen).toEqual(rows.flat().map(Math.fround));
		expect(Array.from(data.labels!)).toEqual([24, 21.5]);
	});

	it('names rows of another width and labels of another number', () => {
		expect(() => toRecordIo([[1, 2], [1]])).toThrow('Row 1 has 1 numbers, but row 0 has 2.');
		expect(() => toRecordIo([[1]], { labels: [1, 2] })).toThrow('There are 1 rows, but 2 labels.');
	});
});
