import { encodeUtf8 } from '#base/bytes.ts';

/** Collects little-endian values. */
export class BytesWriter {
	#bytes = new Uint8Array(1024);
	#view = new DataView(this.#bytes.buffer);
	#length = 0;

	text(text: string): void {
		this.bytes(encodeUtf8(text));
	}

	byte(value: number): void {
		const at = this.#room(1);
		this.#bytes[at] = value;
	}

	int32(value: number): void {
		const at = this.#room(4);
		this.#view.setInt32(at, value, true);
	}

	/** A whole number below 2⁵³. */
	int64(value: number): void {
		const at = this.#room(8);
		this.#view.setBigInt64(at, BigInt(value), true);
	}

	bytes(values: Uint8Array): void {
		const at = this.#room(values.length);
		this.#bytes.set(values, at);
	}

	floats(values: Float32Array): void {
		const at = this.#room(4 * values.length);
		const view = this.#view;
		for (let i = 0; i < values.length; i++) view.setFloat32(at + 4 * i, values[i]!, true);
	}

	take(): Uint8Array {
		return this.#bytes.slice(0, this.#length);
	}

	/** Where the next bytes go; the buffer may be another one afterwards. */
	#room(count: number): number {
		const at = this.#length;
		this.#length += count;
		if (this.#length > this.#bytes.length) {
			const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length));
			larger.set(this.#bytes);
			this.#bytes = larger;
			this.#view = new DataView(larger.buffer);
		}
		return at;
	}
}
