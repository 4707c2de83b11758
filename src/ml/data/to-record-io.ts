import { encodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';
import type { Predictions } from '#ml/algorithm.ts';
import { bytesField, messageOf, varint } from './protobuf-wire.ts';
import { writeRecordIo } from './record-io.ts';

/** A row by its cells that are not 0. */
export interface KeyedRow {
	/** Their columns, counted from 0, each at most once. */
	readonly keys: ArrayLike<number>;
	/** Their values; all 1 where they are left out. */
	readonly values?: ArrayLike<number>;
}

export interface ToRecordIoOptions {
	/** One per row; none for data to be scored. */
	readonly labels?: ArrayLike<number>;
	/** Leaves out zeros and says where the others stand, as text counts and one-hot columns want it. Default false. */
	readonly sparse?: boolean;
	/** How wide rows are that are given by `keys`; not needed for others. */
	readonly columns?: number;
}

/**
 * The bytes of a recordIO-protobuf file (`application/x-recordio-protobuf`): one record a row, numbers as 32-bit floats.
 * @throws UserError `ShapeMismatch` where rows differ in width, keys lie beyond it, or labels differ in number
 * @example
 * toRecordIo([[6.5, 4.98], [6.4, 9.14]], { labels: [24, 21.6] });
 * toRecordIo([{ keys: [3, 70] }, { keys: [5, 71] }], { labels: [8, 6], columns: 100 });
 */
export function toRecordIo(
	rows: readonly (ArrayLike<number> | KeyedRow)[],
	{ labels, sparse = false, columns }: ToRecordIoOptions = {}
): Uint8Array<ArrayBuffer> {
	const width = rows[0] && 'length' in rows[0] ? rows[0].length : (columns ?? 0);
	if (labels && labels.length !== rows.length) {
		throw new UserError('ShapeMismatch', `There are ${rows.length} rows, but ${labels.length} labels.`, {
			hint: 'Give one label for each row.'
		});
	}
	const records = rows.map((row, r) => {
		const features = mapField(1, 'values', rowTensor(row, r, width, sparse));
		return labels ? messageOf(features, mapField(2, 'values', tensor(floats([labels[r]!])))) : features;
	});
	return writeRecordIo(records);
}

function rowTensor(row: ArrayLike<number> | KeyedRow, r: number, width: number, sparse: boolean): Uint8Array {
	if ('keys' in row && typeof row.keys === 'object') return keyedTensor(row, r, width);
	const cells = row as ArrayLike<number>;
	if (cells.length !== width) {
		throw new UserError('ShapeMismatch', `Row ${r} has ${cells.length} numbers, but row 0 has ${width}.`, {
			hint: 'All rows of a file are equally wide.'
		});
	}
	if (!sparse) return tensor(floats(cells));
	const keys = Array.from({ length: width }, (_, i) => i).filter((i) => cells[i] !== 0);
	return sparseTensor(
		keys,
		keys.map((key) => cells[key]!),
		width
	);
}

function keyedTensor({ keys, values }: KeyedRow, r: number, width: number): Uint8Array {
	const places = Array.from(keys);
	const beyond = places.find((key) => !(Number.isInteger(key) && key >= 0 && key < width));
	if (beyond !== undefined) {
		throw new UserError('ShapeMismatch', `Row ${r} has the key ${beyond}, but columns is ${width}.`, {
			hint: 'Keys are columns counted from 0; say with columns how many there are.'
		});
	}
	if (values && values.length !== places.length) {
		throw new UserError('ShapeMismatch', `Row ${r} has ${places.length} keys, but ${values.length} values.`, {
			hint: 'Give a value for each key, or none at all where all are 1.'
		});
	}
	return sparseTensor(places, values ?? new Float32Array(places.length).fill(1), width);
}

/** The bytes of an answer in recordIO-protobuf: one record a row, with a label for each of its fields. */
export function answersToRecordIo({ rows, fields }: Predictions): Uint8Array<ArrayBuffer> {
	const records = Array.from({ length: rows }, (_, r) =>
		messageOf(
			...fields.map(({ name, width, values }) =>
				mapField(2, name, tensor(floats(values.subarray(r * width, (r + 1) * width))))
			)
		)
	);
	return writeRecordIo(records);
}

/** An entry of one of a record's maps. */
function mapField(number: number, key: string, value: Uint8Array): Uint8Array {
	return bytesField(number, messageOf(bytesField(1, encodeUtf8(key)), bytesField(2, value)));
}

/** A value that is a Float32Tensor. */
function tensor(...fields: readonly Uint8Array[]): Uint8Array {
	return bytesField(2, messageOf(...fields));
}

function sparseTensor(places: readonly number[], values: ArrayLike<number>, width: number): Uint8Array {
	const keys = bytesField(2, Uint8Array.from(places.flatMap(varint)));
	const shape = bytesField(3, Uint8Array.from(varint(width)));
	return tensor(floats(values), keys, shape);
}

function floats(values: ArrayLike<number>): Uint8Array {
	const bytes = new Uint8Array(values.length * 4);
	const view = new DataView(bytes.buffer);
	for (let i = 0; i < values.length; i++) view.setFloat32(i * 4, values[i]!, true);
	return bytesField(1, bytes);
}
