import { decodeUtf8 } from '#base/bytes.ts';

/** Takes little-endian values out of a file, one after another. Throws the error that `bad` makes where it ends too soon. */
export class BytesReader {
	readonly #bytes: Uint8Array;
	readonly #view: DataView;
	readonly #bad: (what: string) => Error;
	#at = 0;

	/** @param bad the error of what is wrong with the file */
	constructor(bytes: Uint8Array, bad: (what: string) => Error) {
		this.#bytes = bytes;
		this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		this.#bad = bad;
	}

	/** Bytes that are left. */
	get left(): number {
		return this.#bytes.length - this.#at;
	}

	/** Whether these letters come next; they stay. */
	startsWith(letters: string): boolean {
		return decodeUtf8(this.#bytes.subarray(this.#at, this.#at + letters.length)) === letters;
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
		if (value < 0 || value > Number.MAX_SAFE_INTEGER) throw this.#bad('a number in it is out of range');
		return value;
	}

	float32(): number {
		return this.#view.getFloat32(this.#step(4), true);
	}

	/** A copy. */
	bytes(count: number): Uint8Array<ArrayBuffer> {
		const at = this.#step(count);
		return Uint8Array.from(this.#bytes.subarray(at, at + count));
	}

	skip(count: number): void {
		this.#step(count);
	}

	// Wherever WebAssembly runs, the low byte comes first in memory as it does in the file.
	floats(count: number): Float32Array {
		return new Float32Array(this.bytes(4 * count).buffer);
	}

	int32s(count: number): Int32Array {
		return new Int32Array(this.bytes(4 * count).buffer);
	}

	#step(count: number): number {
		const at = this.#at;
		if (at + count > this.#bytes.length) throw this.#bad('it is cut off');
		this.#at += count;
		return at;
	}
}
