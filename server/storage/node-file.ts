import {
	closeSync,
	constants,
	fdatasync,
	fstatSync,
	ftruncateSync,
	openSync,
	readSync,
	writeSync
} from 'node:fs';
import { promisify } from 'node:util';
import type { OpenFile } from '#engine/storage/folder.ts';

const syncToDisk = promisify(fdatasync);

/** A file of Node's that is open for reading and writing. */
export class NodeFile implements OpenFile {
	readonly #file: number;
	#size: number;

	constructor(path: string) {
		this.#file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o666);
		this.#size = fstatSync(this.#file).size;
	}

	get sizeBytes(): number {
		return this.#size;
	}

	read(at: number, sizeBytes: number): Uint8Array {
		const bytes = new Uint8Array(Math.min(sizeBytes, Math.max(0, this.#size - at)));
		let read = 0;
		while (read < bytes.length) {
			const count = readSync(this.#file, bytes, read, bytes.length - read, at + read);
			if (count === 0) break;
			read += count;
		}
		return bytes.subarray(0, read);
	}

	append(bytes: Uint8Array): void {
		let written = 0;
		while (written < bytes.length) {
			written += writeSync(this.#file, bytes, written, bytes.length - written, this.#size + written);
		}
		this.#size += written;
	}

	truncate(sizeBytes: number): void {
		ftruncateSync(this.#file, sizeBytes);
		this.#size = sizeBytes;
	}

	flush(): Promise<void> {
		return syncToDisk(this.#file);
	}

	close(): void {
		closeSync(this.#file);
	}
}
