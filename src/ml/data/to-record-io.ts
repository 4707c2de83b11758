import { encodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';
import type { Predictions } from '#ml/algorithm.ts';
import { bytesField, messageOf, varint } from './protobuf-wire.ts';
import { writeRecordIo } from './record-io.ts';

export interface ToRecordIoOptions {
	/** One per row; none for data to be scored. */
	readonly labels?: ArrayLike<number>;
	/** Leaves out zeros and says where the others stand, as text counts and one-hot columns want it. Default false. */
	readonly sparse?: boolean;
}

/**
 * The bytes of a recordIO-protobuf file (`application/x-recordio-protobuf`): one record a row, numbers as 32-bit floats.
 * @throws UserError `ShapeMismatch` where rows differ in width or labels in number
 * @example
 * toRecordIo([[6.5, 4.98], [6.4, 9.14]], { labels: [24, 21.6] });
 */
export function toRecordIo(
	rows: readonly ArrayLike<number>[],
	{ labels, sparse = false }: ToRecordIoOptions = {}
): Uint8Array<ArrayBuffer> {
	const width = rows[0]?.length ?? 0;
	if (labels && labels.length !== rows.length) {
		throw new UserError('ShapeMismatch', `There are ${rows.length} rows, but ${labels.length} labels.`, {
			hint: 'Give one label for each row.'
		});
	}
	const records = rows.map((row, r) => {
		if (row.length !== width) {
			throw new UserError('ShapeMismatch', `Row ${r} has ${row.length} numbers, but row 0 has ${width}.`, {
				hint: 'All rows of a file are equally wide.'
			});
		}
		const features = mapField(1, 'values', sparse ? sparseTensor(row) : tensor(floats(row)));
		return labels ? messageOf(features, mapField(2, 'values', tensor(floats([labels[r]!])))) : features;
	});
	return writeRecordIo(records);
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

function sparseTensor(row: ArrayLike<number>): Uint8Array {
	const places: number[] = [];
	for (let i = 0; i < row.length; i++) if (row[i] !== 0) places.push(i);
	const keys = bytesField(2, Uint8Array.from(places.flatMap(varint)));
	const shape = bytesField(3, Uint8Array.from(varint(row.length)));
	return tensor(floats(places.map((place) => row[place]!)), keys, shape);
}

function floats(values: ArrayLike<number>): Uint8Array {
	const bytes = new Uint8Array(values.length * 4);
	const view = new DataView(bytes.buffer);
	for (let i = 0; i < values.length; i++) view.setFloat32(i * 4, values[i]!, true);
	return bytesField(1, bytes);
}
