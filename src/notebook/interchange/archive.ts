import { crc32 } from '@aws-crypto/crc32';
import { zipSync, type Zippable } from 'fflate';
import { UserError } from '#base/errors.ts';
import { inflateBounded } from './inflate.ts';
import { LIMITS } from './limits.ts';
import { requireSize } from './read-text.ts';

/** A file in an archive: its path with `/` between folders, and its bytes. */
export interface ArchiveFile {
	readonly path: string;
	readonly bytes: Uint8Array;
}

/** Puts files into a zip archive; `modified` in milliseconds since the epoch. Of two files of one path the last stays. */
export function writeArchive(files: readonly ArchiveFile[], modified: number): Uint8Array {
	// The format's years begin with 1980 and end with 2107.
	const mtime = Math.min(Math.max(modified, Date.UTC(1980, 0, 2)), Date.UTC(2107, 0, 1));
	const entries = files.map(({ path, bytes }): [string, Zippable[string]] => [
		path,
		[bytes, { level: 6, mtime }]
	]);
	return zipSync(Object.fromEntries(entries));
}

/**
 * The files of a zip archive, in the order of its list, folders left out. What it claims of its sizes is not believed:
 * reading ends as soon as it has unfolded to more than `most` bytes.
 *
 * Throws a UserError: `FileTooLarge` for an archive above that size itself, `BrokenArchive` for what is no zip, is cut
 * off, damaged or made in a way that is not known here, `ArchiveTooLarge` for one of too many files or bytes.
 */
export function readArchive(
	name: string,
	data: Uint8Array,
	most: number = LIMITS.archiveBytes
): ArchiveFile[] {
	requireSize(name, data.length, most);
	const zip = new ZipBytes(name, data, most);
	let room = most;
	return zip.entries().flatMap((entry) => {
		if (entry.path.endsWith('/')) return [];
		const bytes = zip.unfold(entry, room);
		room -= bytes.length;
		return [{ path: entry.path, bytes }];
	});
}

/** Whether bytes begin as a zip archive does; an empty one has nothing but its end. */
export function isArchive(data: Uint8Array): boolean {
	const [p, k, third, fourth] = data;
	return p === 0x50 && k === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6));
}

/** One line of the archive's list. */
interface Entry {
	readonly path: string;
	readonly method: number;
	readonly crc: number;
	readonly packedSize: number;
	/** Where the file's own head stands. */
	readonly at: number;
}

/** The parts of a zip file (APPNOTE.TXT of PKWARE, sections 4.3.7, 4.3.12 and 4.3.16). */
const END = { mark: 0x06054b50, size: 22, longestComment: 65_535 };
const LISTED = { mark: 0x02014b50, size: 46 };
const HEAD = { mark: 0x04034b50, size: 30 };
const STORED = 0;
const DEFLATED = 8;

class ZipBytes {
	readonly #name: string;
	readonly #data: Uint8Array;
	readonly #view: DataView;
	readonly #most: number;

	constructor(name: string, data: Uint8Array, most: number) {
		this.#most = most;
		this.#name = name;
		this.#data = data;
		this.#view = new DataView(data.buffer, data.byteOffset, data.byteLength);
	}

	entries(): Entry[] {
		const end = this.#end();
		const count = this.#view.getUint16(end + 10, true);
		let at = this.#view.getUint32(end + 16, true);
		if (count === 0xffff || at === 0xffffffff) throw this.#broken('it is of the kind Zip64');
		if (count > LIMITS.archiveEntries) throw this.#tooLarge(`${count} files`);
		const entries: Entry[] = [];
		for (let i = 0; i < count; i++) {
			this.#require(at, LISTED, `file ${i + 1} of ${count} in its list`);
			const [nameSize, extraSize, commentSize] = [28, 30, 32].map((by) =>
				this.#view.getUint16(at + by, true)
			);
			entries.push({
				path: this.#text(at + LISTED.size, nameSize!),
				method: this.#view.getUint16(at + 10, true),
				crc: this.#view.getUint32(at + 16, true),
				packedSize: this.#view.getUint32(at + 20, true),
				at: this.#view.getUint32(at + 42, true)
			});
			at += LISTED.size + nameSize! + extraSize! + commentSize!;
		}
		return entries;
	}

	/** A file's bytes, at most `room`; tested against the checksum that the list has of them. */
	unfold({ path, method, crc, packedSize, at }: Entry, room: number): Uint8Array {
		this.#require(at, HEAD, `the head of ${path}`);
		const from = at + HEAD.size + this.#view.getUint16(at + 26, true) + this.#view.getUint16(at + 28, true);
		const packed = this.#data.subarray(from, from + packedSize);
		if (packed.length < packedSize) throw this.#broken(`${path} is cut off`);
		const bytes = this.#inflate(path, method, packed, room);
		if (!bytes || bytes.length > room) throw this.#tooLarge(`more than ${this.#most} bytes`);
		if (crc32(bytes) !== crc) throw this.#broken(`${path} is damaged, its checksum is another`);
		return bytes;
	}

	#inflate(path: string, method: number, packed: Uint8Array, room: number): Uint8Array | null {
		if (method === STORED) return new Uint8Array(packed);
		if (method !== DEFLATED) throw this.#broken(`${path} is packed in way ${method}; known are 0 and 8`);
		try {
			return inflateBounded(packed, room);
		} catch (error) {
			throw this.#broken(`${path} is damaged (${String(error)})`, error);
		}
	}

	/** Where the archive's end stands: before a comment of any length. */
	#end(): number {
		const least = Math.max(0, this.#data.length - END.size - END.longestComment);
		for (let at = this.#data.length - END.size; at >= least; at--) {
			if (this.#view.getUint32(at, true) === END.mark) return at;
		}
		throw this.#broken('it has no list of its files at the end');
	}

	#require(at: number, { mark, size }: typeof HEAD, what: string): void {
		const isThere = at + size <= this.#data.length && this.#view.getUint32(at, true) === mark;
		if (!isThere) throw this.#broken(`${what} is not where it should be`);
	}

	#text(from: number, size: number): string {
		return new TextDecoder().decode(this.#data.subarray(from, from + size));
	}

	#broken(reason: string, cause?: unknown): UserError {
		return new UserError('BrokenArchive', `${this.#name} is no sound zip archive: ${reason}.`, {
			hint: 'Download or copy it anew; it may have been cut off.',
			cause
		});
	}

	#tooLarge(found: string): UserError {
		const rule = `${LIMITS.archiveEntries} files and ${this.#most} bytes`;
		return new UserError('ArchiveTooLarge', `${this.#name} may unfold to ${rule}; it unfolds to ${found}.`);
	}
}
