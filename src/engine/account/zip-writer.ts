import { Crc32 } from '@aws-crypto/crc32';
import { deflateSync } from 'fflate';
import type { ByteStream } from '#base/byte-stream.ts';
import { concatBytes, encodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';

/** Beyond this a zip needs 64-bit offsets, which many programs cannot read. */
const LONGEST_ZIP_BYTES = 2 ** 32 - 1;
const STORED = 0;
const DEFLATED = 8;
/** 1 January 1980, the first day that a zip knows: equal accounts give equal archives. */
const DAY = 0x21;

interface Entry {
	readonly name: Uint8Array;
	readonly method: number;
	readonly crc: number;
	readonly packedBytes: number;
	readonly sizeBytes: number;
	readonly offset: number;
}

/**
 * A zip as it is written, whose headers tell each entry's length beforehand: then no reader has to guess where bytes that
 * look like a zip end.
 */
export class ZipWriter {
	readonly #entries: Entry[] = [];
	#offset = 0;

	/** An entry whose bytes are at hand, deflated. */
	*add(name: string, bytes: Uint8Array): Generator<Uint8Array, void> {
		const packed = deflateSync(bytes);
		const crc = new Crc32().update(bytes).digest();
		yield this.#begin(name, DEFLATED, crc, packed.length, bytes.length);
		yield packed;
	}

	/** An entry as long as it is, stored as it comes; `read` is called twice and must tell the same. */
	async *addStream(name: string, read: () => Promise<ByteStream>): AsyncGenerator<Uint8Array, void> {
		const crc = new Crc32();
		let size = 0;
		for await (const piece of await read()) {
			crc.update(piece);
			size += piece.length;
		}
		yield this.#begin(name, STORED, crc.digest(), size, size);
		yield* await read();
	}

	/** The directory: after it the zip is whole. */
	end(): Uint8Array {
		const directory = concatBytes(this.#entries.map(centralHeader));
		const count = this.#entries.length;
		this.#checkRoom(directory.length + 22);
		const tail = fields([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2]);
		return concatBytes([directory, tail, fields([directory.length, 4], [this.#offset, 4], [0, 2])]);
	}

	#begin(name: string, method: number, crc: number, packedBytes: number, sizeBytes: number): Uint8Array {
		const entry: Entry = {
			name: encodeUtf8(name),
			method,
			crc,
			packedBytes,
			sizeBytes,
			offset: this.#offset
		};
		const header = concatBytes([
			fields([0x04034b50, 4]),
			common(entry),
			fields([entry.name.length, 2], [0, 2]),
			entry.name
		]);
		this.#checkRoom(header.length + packedBytes);
		this.#entries.push(entry);
		this.#offset += header.length + packedBytes;
		return header;
	}

	#checkRoom(more: number): void {
		if (this.#offset + more <= LONGEST_ZIP_BYTES && this.#entries.length < 65_535) return;
		throw new UserError(
			'AccountTooLarge',
			'The account does not fit into one zip of 4 GB and 65,535 files.',
			{
				hint: 'Delete objects that you no longer need from S3 first.'
			}
		);
	}
}

function centralHeader(entry: Entry): Uint8Array {
	return concatBytes([
		fields([0x02014b50, 4], [20, 2]),
		common(entry),
		fields([entry.name.length, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [entry.offset, 4]),
		entry.name
	]);
}

/** Version, flags (names are UTF-8), method, time, day, checksum and lengths: alike in both headers. */
function common({ method, crc, packedBytes, sizeBytes }: Entry): Uint8Array {
	return fields(
		[20, 2],
		[0x800, 2],
		[method, 2],
		[0, 2],
		[DAY, 2],
		[crc, 4],
		[packedBytes, 4],
		[sizeBytes, 4]
	);
}

/** Numbers of so many bytes each, least significant byte first. */
function fields(...numbers: readonly (readonly [value: number, sizeBytes: number])[]): Uint8Array {
	return Uint8Array.from(
		numbers.flatMap(([value, size]) =>
			Array.from({ length: size }, (_, i) => Math.floor(value / 256 ** i) & 255)
		)
	);
}
