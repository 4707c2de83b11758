import { FIXED32, FIXED64, readFields, readVarint, VARINT, type Field } from './protobuf-wire.ts';

/** Numbers of a record, dense, or sparse with their places and how many there would be. */
export interface TensorValue {
	readonly values: Float64Array;
	/** Places of the values, from 0; null where they are all there, in order. */
	readonly keys: readonly number[] | null;
	/** How many numbers there are with those left out; null where that is not said. */
	readonly size: number | null;
}

/** Field numbers of `aialgs.data.Value`. */
const FLOAT32 = 2;
const FLOAT64 = 3;
const INT32 = 7;
const BYTES_FIELD = 9;
/** Field numbers of each of its tensors. */
const VALUES = 1;
const KEYS = 2;
const SHAPE = 3;

/** The tensor in a value; `bytes` for one of bytes, which are no numbers; null for what is no value. */
export function readTensor(value: Uint8Array): TensorValue | 'bytes' | null {
	const inside = readFields(value)?.find(({ number }) =>
		[FLOAT32, FLOAT64, INT32, BYTES_FIELD].includes(number)
	);
	if (!inside) return null;
	if (inside.number === BYTES_FIELD) return 'bytes';
	const fields = readFields(inside.bytes);
	if (!fields) return null;
	const of = (number: number): Field[] => fields.filter((field) => field.number === number);
	const values = readNumbers(of(VALUES), inside.number);
	const keys = readWhole(of(KEYS));
	const shape = readWhole(of(SHAPE));
	if (!values || !keys || !shape) return null;
	if (keys.length > 0 && keys.length !== values.length) return null;
	const size = shape.length > 0 ? shape.reduce((product, side) => product * side, 1) : null;
	// A sparse row without any value has a shape and nothing else.
	const isSparse = keys.length > 0 || (values.length === 0 && size !== null);
	return { values, keys: isSparse ? keys : null, size };
}

/** Repeated numbers, packed or one by one. */
function readNumbers(fields: readonly Field[], type: number): Float64Array | null {
	const found: number[] = [];
	for (const { kind, value, bytes } of fields) {
		const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		if (type === FLOAT32) {
			if (kind === VARINT || kind === FIXED64 || bytes.length % 4 !== 0) return null;
			for (let at = 0; at < bytes.length; at += 4) found.push(view.getFloat32(at, true));
		} else if (type === FLOAT64) {
			if (kind === VARINT || kind === FIXED32 || bytes.length % 8 !== 0) return null;
			for (let at = 0; at < bytes.length; at += 8) found.push(view.getFloat64(at, true));
		} else if (kind === VARINT) found.push(value | 0);
		else if (!pushInt32(bytes, found)) return null;
	}
	return Float64Array.from(found);
}

/** Negative ones have ten bytes, of which a number of 64 bits would lose the last digits: only 32 bits count. */
function pushInt32(bytes: Uint8Array, found: number[]): boolean {
	for (let at = 0; at < bytes.length;) {
		let value = 0;
		let shift = 0;
		for (;;) {
			const byte = bytes[at++];
			if (byte === undefined) return false;
			if (shift < 32) value |= (byte & 127) << shift;
			shift += 7;
			if (byte < 128) break;
		}
		found.push(value);
	}
	return true;
}

function readWhole(fields: readonly Field[]): number[] | null {
	const found: number[] = [];
	for (const { kind, value, bytes } of fields) {
		if (kind === VARINT) {
			found.push(value);
			continue;
		}
		const cursor = { at: 0 };
		while (cursor.at < bytes.length) {
			const next = readVarint(bytes, cursor);
			if (next === null) return null;
			found.push(next);
		}
	}
	return found;
}
