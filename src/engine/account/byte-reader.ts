import type { ByteStream } from '#base/byte-stream.ts';
import { concatBytes } from '#base/bytes.ts';

/** A stream read by lengths. */
export class ByteReader {
	readonly #pieces: AsyncIterator<Uint8Array>;
	#held: Uint8Array = new Uint8Array(0);

	constructor(stream: ByteStream) {
		this.#pieces = stream[Symbol.asyncIterator]();
	}

	/** The next bytes; fewer at the end of the stream. */
	async take(length: number): Promise<Uint8Array> {
		const pieces: Uint8Array[] = [];
		for await (const piece of this.stream(length)) pieces.push(piece);
		return concatBytes(pieces);
	}

	/** The next bytes, piece by piece; fewer at the end of the stream. */
	async *stream(length: number): AsyncGenerator<Uint8Array, void> {
		for (let left = length; left > 0;) {
			if (this.#held.length === 0) {
				const { done, value } = await this.#pieces.next();
				if (done) return;
				this.#held = value;
			}
			const piece = this.#held.subarray(0, left);
			this.#held = this.#held.subarray(piece.length);
			left -= piece.length;
			yield piece;
		}
	}
}
