import { AwsError } from '#base/errors.ts';
import { decodeUtf8 } from '#base/bytes.ts';

/** Longest line between chunks that makes sense: a size and a signature, or one trailer. */
const LONGEST_LINE = 8192;

/**
 * Takes an `aws-chunked` body apart as it comes: `SIZE[;chunk-signature=…]CRLF BYTES CRLF … 0 CRLF trailers`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export class ChunkedDecoder {
	/** Headers after the last chunk, names in lower case: where streamed uploads put their checksum. */
	readonly trailers: Record<string, string> = {};
	#state: 'size' | 'bytes' | 'line end' | 'trailers' = 'size';
	/** Bytes that are left of the chunk, or of the line end after it. */
	#left = 0;
	#line: number[] = [];

	/** The object's own bytes in the next piece of the body. @throws AwsError IncompleteBody where it is no such body */
	push(piece: Uint8Array): Uint8Array[] {
		const found: Uint8Array[] = [];
		let at = 0;
		while (at < piece.length) {
			if (this.#state === 'bytes' || this.#state === 'line end') {
				const end = Math.min(piece.length, at + this.#left);
				if (this.#state === 'bytes') found.push(piece.subarray(at, end));
				this.#left -= end - at;
				at = end;
				if (this.#left === 0) this.#passOn();
			} else {
				this.#readLine(piece[at++]!);
			}
		}
		return found;
	}

	/** @throws AwsError IncompleteBody where the body has ended too early */
	end(): void {
		// The last line end may be missing.
		if (this.#state === 'trailers') this.#takeTrailer();
		else throw incomplete();
	}

	#passOn(): void {
		if (this.#state === 'bytes') {
			this.#state = 'line end';
			this.#left = 2;
		} else {
			this.#state = 'size';
		}
	}

	#readLine(byte: number): void {
		if (byte !== 10) {
			this.#line.push(byte);
			if (this.#line.length > LONGEST_LINE) throw incomplete();
		} else if (this.#state === 'trailers') {
			this.#takeTrailer();
		} else {
			this.#takeSize();
		}
	}

	#takeSize(): void {
		const match = /^([0-9a-fA-F]+)(;.*)?$/.exec(this.#takeLine());
		const size = match ? parseInt(match[1]!, 16) : NaN;
		if (!Number.isSafeInteger(size)) throw incomplete();
		this.#left = size;
		this.#state = size === 0 ? 'trailers' : 'bytes';
	}

	#takeTrailer(): void {
		const line = this.#takeLine();
		const colon = line.indexOf(':');
		if (colon > 0) this.trailers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
	}

	#takeLine(): string {
		const line = decodeUtf8(Uint8Array.from(this.#line)).trim();
		this.#line = [];
		return line;
	}
}

/** 400: fewer or more bytes came than were announced. */
export function incomplete(): AwsError {
	return new AwsError(
		'IncompleteBody',
		'You did not provide the number of bytes specified by the Content-Length HTTP header.'
	);
}
