import { decodeUtf8 } from '#base/bytes.ts';
import { badModel } from './bad-model.ts';

/** Takes little-endian values out of a file, one after another. Throws UserError `BadModel` where it ends too soon. */
export class BytesReader {
	readonly #bytes: Uint8Array;
	readonly #view: DataView;
	#at = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
		this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	}

	get isAtEnd(): boolean {
		return this.#at === this.#bytes.length;
	}

	text(length: number): string {
		return decodeUtf8(this.bytes(length));
	}

	byte(): number {
		return this.#view.getUint8(this.#step(1));
	}

	int32(): number {
		return this.#view.getInt32(this.#step(4), true);
	}

	/** A whole number from 0 up to 2⁵³. */
	int64(): number {
		const value = Number(this.#view.getBigInt64(this.#step(8), true));
		if (value < 0 || value > Number.MAX_SAFE_INTEGER) throw badModel('a number in its index is out of range');
		return value;
	}

	bytes(count: number): Uint8Array {
		const at = this.#step(count);
		return this.#bytes.slice(at, at + count);
	}

	floats(count: number): Float32Array {
		const at = this.#step(4 * count);
		const values = new Float32Array(count);
		for (let i = 0; i < count; i++) values[i] = this.#view.getFloat32(at + 4 * i, true);
		return values;
	}

	#step(count: number): number {
		const at = this.#at;
		if (at + count > this.#bytes.length) throw badModel('its index is cut off');
		this.#at += count;
		return at;
	}
}
