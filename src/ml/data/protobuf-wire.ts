/** Kinds of fields on protobuf's wire that records use. */
export const VARINT = 0;
export const FIXED64 = 1;
export const BYTES = 2;
export const FIXED32 = 5;

/** What was found in a message: a number for `VARINT`, bytes for all others. */
export interface Field {
	readonly number: number;
	readonly kind: number;
	readonly value: number;
	readonly bytes: Uint8Array;
}

const NOTHING = new Uint8Array(0);
const FIXED_BYTES: Readonly<Record<number, number>> = { [FIXED64]: 8, [FIXED32]: 4 };

/**
 * The fields of a protobuf message, in order, bytes as views of it. Null where it is none: cut off, or of a kind that
 * protobuf does not have. Numbers above 2⁵³ lose their last digits.
 * @see https://protobuf.dev/programming-guides/encoding/
 */
export function readFields(message: Uint8Array): Field[] | null {
	const fields: Field[] = [];
	const cursor = { at: 0 };
	while (cursor.at < message.length) {
		const tag = readVarint(message, cursor);
		if (tag === null || tag < 8) return null;
		const number = Math.floor(tag / 8);
		const kind = tag % 8;
		const value =
			kind === VARINT || kind === BYTES ? readVarint(message, cursor) : (FIXED_BYTES[kind] ?? null);
		if (value === null) return null;
		if (kind === VARINT) {
			fields.push({ number, kind, value, bytes: NOTHING });
			continue;
		}
		if (cursor.at + value > message.length) return null;
		fields.push({ number, kind, value: 0, bytes: message.subarray(cursor.at, cursor.at + value) });
		cursor.at += value;
	}
	return fields;
}

/** The next varint, or null where the bytes end within it or it has more than ten. */
export function readVarint(bytes: Uint8Array, cursor: { at: number }): number | null {
	let value = 0;
	let weight = 1;
	for (let i = 0; i < 10; i++) {
		const byte = bytes[cursor.at++];
		if (byte === undefined) return null;
		value += (byte & 127) * weight;
		if (byte < 128) return value;
		weight *= 128;
	}
	return null;
}

/** A number ≥ 0 as a varint. */
export function varint(value: number): number[] {
	const bytes: number[] = [];
	while (value >= 128) {
		bytes.push((value % 128) | 128);
		value = Math.floor(value / 128);
	}
	bytes.push(value);
	return bytes;
}

/** A field of bytes: a string, a message inside, or packed numbers. */
export function bytesField(number: number, bytes: Uint8Array): Uint8Array {
	const head = [...varint(number * 8 + BYTES), ...varint(bytes.length)];
	const field = new Uint8Array(head.length + bytes.length);
	field.set(head);
	field.set(bytes, head.length);
	return field;
}

/** Fields after each other: a message. */
export function messageOf(...fields: readonly Uint8Array[]): Uint8Array {
	const message = new Uint8Array(fields.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const field of fields) {
		message.set(field, at);
		at += field.length;
	}
	return message;
}
