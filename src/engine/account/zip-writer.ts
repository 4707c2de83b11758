import { deflateSync } from 'fflate';
import type { ByteStream } from '#base/byte-stream.ts';
import { concatBytes, encodeUtf8 } from '#base/bytes.ts';
import { Crc, CRC32, crc32 } from '#base/crc.ts';

/** The plain fields' ends. What is not below them stands in the fields of Zip64 (APPNOTE 4.5.3), and only then. */
const END_16 = 0xffff;
const END_32 = 0xffffffff;
/** What a reader must know, times ten: deflate, and Zip64. */
const VERSION = 20;
const ZIP64_VERSION = 45;
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
 * A zip of any size as it is written, whose headers tell each entry's length beforehand: then no reader has to guess where
 * bytes that look like a zip end.
 */
export class ZipWriter {
	readonly #entries: Entry[] = [];
	#offset = 0;

	/** An entry whose bytes are at hand, deflated. */
	*add(name: string, bytes: Uint8Array): Generator<Uint8Array, void> {
		const packed = deflateSync(bytes);
		const crc = crc32(bytes);
		yield this.#begin(name, DEFLATED, crc, packed.length, bytes.length);
		yield packed;
	}

	/** An entry as long as it is, stored as it comes; `read` is called twice and must tell the same. */
	async *addStream(name: string, read: () => Promise<ByteStream>): AsyncGenerator<Uint8Array, void> {
		const crc = new Crc(CRC32);
		let size = 0;
		for await (const piece of await read()) {
			crc.update(piece);
			size += piece.length;
		}
		yield this.#begin(name, STORED, crc.word, size, size);
		yield* await read();
	}

	/** The directory: after it the zip is whole. */
	*end(): Generator<Uint8Array, void> {
		const start = this.#offset;
		for (const entry of this.#entries) {
			const header = centralHeader(entry);
			this.#offset += header.length;
			yield header;
		}
		const count = this.#entries.length;
		const sizeBytes = this.#offset - start;
		if (count >= END_16 || sizeBytes >= END_32 || start >= END_32) {
			yield fields([0x06064b50, 4], [44, 8], [ZIP64_VERSION, 2], [ZIP64_VERSION, 2], [0, 4], [0, 4]);
			yield fields([count, 8], [count, 8], [sizeBytes, 8], [start, 8]);
			yield fields([0x07064b50, 4], [0, 4], [this.#offset, 8], [1, 4]);
		}
		const shown = Math.min(count, END_16);
		yield fields([0x06054b50, 4], [0, 2], [0, 2], [shown, 2], [shown, 2]);
		yield fields([Math.min(sizeBytes, END_32), 4], [Math.min(start, END_32), 4], [0, 2]);
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
		const extra = isLong(entry) ? wide([sizeBytes, packedBytes]) : wide([]);
		const header = concatBytes([
			fields([0x04034b50, 4]),
			common(entry),
			fields([entry.name.length, 2], [extra.length, 2]),
			entry.name,
			extra
		]);
		this.#entries.push(entry);
		this.#offset += header.length + packedBytes;
		return header;
	}
}

function isLong({ packedBytes, sizeBytes }: Entry): boolean {
	return packedBytes >= END_32 || sizeBytes >= END_32;
}

function centralHeader(entry: Entry): Uint8Array {
	const { name, offset } = entry;
	const extra = wide([
		...(isLong(entry) ? [entry.sizeBytes, entry.packedBytes] : []),
		...(offset >= END_32 ? [offset] : [])
	]);
	return concatBytes([
		fields([0x02014b50, 4], [extra.length > 0 ? ZIP64_VERSION : VERSION, 2]),
		common(entry),
		fields(
			[name.length, 2],
			[extra.length, 2],
			[0, 2],
			[0, 2],
			[0, 2],
			[0, 4],
			[Math.min(offset, END_32), 4]
		),
		name,
		extra
	]);
}

/** The extra field that holds what the plain fields cannot; nothing where there is nothing. */
function wide(numbers: readonly number[]): Uint8Array {
	if (numbers.length === 0) return new Uint8Array(0);
	return fields([1, 2], [8 * numbers.length, 2], ...numbers.map((number): [number, number] => [number, 8]));
}

/** Version, flags (names are UTF-8), method, time, day, checksum and lengths: alike in both headers. */
function common(entry: Entry): Uint8Array {
	const { method, crc, packedBytes, sizeBytes } = entry;
	const [version, packed, size] = isLong(entry)
		? [ZIP64_VERSION, END_32, END_32]
		: [VERSION, packedBytes, sizeBytes];
	return fields([version, 2], [0x800, 2], [method, 2], [0, 2], [DAY, 2], [crc, 4], [packed, 4], [size, 4]);
}

/** Numbers of so many bytes each, least significant byte first. */
function fields(...numbers: readonly (readonly [value: number, sizeBytes: number])[]): Uint8Array {
	const bytes = new Uint8Array(numbers.reduce((sum, [, size]) => sum + size, 0));
	let at = 0;
	for (const [value, size] of numbers) {
		for (let i = 0; i < size; i++) bytes[at++] = Math.floor(value / 256 ** i);
	}
	return bytes;
}
