import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';

/** UTF-8, which is all that programs get. */
export class TextEncoder {
	readonly encoding = 'utf-8';

	encode(text = ''): Uint8Array {
		return encodeUtf8(String(text));
	}
}

/** @see TextEncoder */
export class TextDecoder {
	readonly encoding = 'utf-8';

	constructor(label = 'utf-8') {
		if (!/^utf-?8$/i.test(label)) throw new RangeError(`The "${label}" encoding is not supported`);
	}

	decode(bytes?: ArrayBufferView | ArrayBuffer): string {
		if (!bytes) return '';
		return decodeUtf8(
			ArrayBuffer.isView(bytes)
				? new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength)
				: new Uint8Array(bytes)
		);
	}
}
