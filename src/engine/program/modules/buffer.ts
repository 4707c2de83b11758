import { concatBytes, decodeUtf8, encodeUtf8, fromBase64, fromHex, toBase64, toHex } from '#base/bytes.ts';

type Encoding = 'utf8' | 'utf-8' | 'base64' | 'hex' | 'latin1' | 'ascii';

/** The part of Node's Buffer that scripts use for text and bytes. */
export class Buffer extends Uint8Array {
	static override from(source: unknown, encoding: unknown = 'utf8'): Buffer {
		if (typeof source === 'string') return asBuffer(encodeText(source, encoding as Encoding));
		if (source instanceof ArrayBuffer) return asBuffer(new Uint8Array(source));
		return asBuffer(Uint8Array.from(source as ArrayLike<number>));
	}

	static alloc(size: number): Buffer {
		return asBuffer(new Uint8Array(size));
	}

	static concat(pieces: readonly Uint8Array[]): Buffer {
		return asBuffer(concatBytes(pieces));
	}

	static byteLength(text: string): number {
		return encodeUtf8(text).length;
	}

	static isBuffer(value: unknown): boolean {
		return value instanceof Buffer;
	}

	override toString(encoding: Encoding = 'utf8'): string {
		return decodeText(this, encoding);
	}
}

/** The same bytes as a Buffer, without a copy. */
export function asBuffer(bytes: Uint8Array): Buffer {
	return new Buffer(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length);
}

/** @throws TypeError for an encoding that is not known */
export function decodeText(bytes: Uint8Array, encoding: string): string {
	switch (encoding.toLowerCase()) {
		case 'utf8':
		case 'utf-8':
			return decodeUtf8(bytes);
		case 'base64':
			return toBase64(bytes);
		case 'hex':
			return toHex(bytes);
		case 'latin1':
		case 'binary':
		case 'ascii':
			return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
		default:
			throw new TypeError(`Unknown encoding: ${encoding}`);
	}
}

/** @throws TypeError for an encoding that is not known */
export function encodeText(text: string, encoding: string): Uint8Array {
	switch (encoding.toLowerCase()) {
		case 'base64':
			return fromBase64(text) ?? new Uint8Array(0);
		case 'hex':
			return fromHex(text);
		case 'latin1':
		case 'binary':
		case 'ascii':
			return Uint8Array.from(text, (character) => character.charCodeAt(0));
		case 'utf8':
		case 'utf-8':
			return encodeUtf8(text);
		default:
			throw new TypeError(`Unknown encoding: ${encoding}`);
	}
}
