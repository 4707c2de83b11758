import { encodeUtf8 } from '#base/bytes.ts';
import type { Ensemble } from '../ensemble.ts';
import { Float, modelDocument, type Value } from './model-document.ts';

/**
 * The bytes that the library's `save_model('x.ubj')` would write: universal binary JSON, big-endian, with typed arrays.
 * @see https://ubjson.org/
 */
export function writeUbjson(ensemble: Ensemble): Uint8Array {
	const parts: Uint8Array[] = [];
	write(modelDocument(ensemble), parts);
	const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

function write(value: Value, parts: Uint8Array[]): void {
	if (typeof value === 'string') {
		parts.push(encodeUtf8('S'));
		writeText(value, parts);
	} else if (value instanceof Float) parts.push(encodeUtf8('d'), float32(value.value));
	else if (typeof value === 'number') parts.push(encodeUtf8('l'), int32(value));
	else if (ArrayBuffer.isView(value)) writeArray(value as NumberArray, parts);
	else if (Array.isArray(value)) {
		parts.push(encodeUtf8('[#L'), int64(value.length));
		for (const each of value as readonly Value[]) write(each, parts);
	} else {
		parts.push(encodeUtf8('{'));
		for (const [key, member] of Object.entries(value as Readonly<Record<string, Value>>)) {
			writeText(key, parts);
			write(member, parts);
		}
		parts.push(encodeUtf8('}'));
	}
}

function writeText(text: string, parts: Uint8Array[]): void {
	const bytes = encodeUtf8(text);
	parts.push(encodeUtf8('L'), int64(bytes.length), bytes);
}

type NumberArray = Float32Array | Int32Array | Uint8Array | BigInt64Array;

function writeArray(values: NumberArray, parts: Uint8Array[]): void {
	const bytes = new DataView(new ArrayBuffer(values.byteLength));
	let kind = 'U';
	if (values instanceof Float32Array) {
		kind = 'd';
		values.forEach((value, i) => bytes.setFloat32(4 * i, value));
	} else if (values instanceof Int32Array) {
		kind = 'l';
		values.forEach((value, i) => bytes.setInt32(4 * i, value));
	} else if (values instanceof BigInt64Array) {
		kind = 'L';
		values.forEach((value, i) => bytes.setBigInt64(8 * i, value));
	} else values.forEach((value, i) => bytes.setUint8(i, value));
	parts.push(encodeUtf8(`[$${kind}#L`), int64(values.length), new Uint8Array(bytes.buffer));
}

function int32(value: number): Uint8Array {
	const view = new DataView(new ArrayBuffer(4));
	view.setInt32(0, value);
	return new Uint8Array(view.buffer);
}

function float32(value: number): Uint8Array {
	const view = new DataView(new ArrayBuffer(4));
	view.setFloat32(0, value);
	return new Uint8Array(view.buffer);
}

function int64(value: number): Uint8Array {
	const view = new DataView(new ArrayBuffer(8));
	view.setBigInt64(0, BigInt(value));
	return new Uint8Array(view.buffer);
}
