import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteStream } from '#base/byte-stream.ts';
import { FileStream } from './file-stream.ts';

/** Bytes in a file of the folder. */
export class FileRef {
	readonly name: string;
	readonly sizeBytes: number;

	constructor(name: string, sizeBytes: number) {
		this.name = name;
		this.sizeBytes = sizeBytes;
	}
}

const SHELVES = 256;

/**
 * Large values, one file each, written once and never changed. A file counts only when the journal names it; `sweep`
 * removes the others.
 */
export class BytesFolder {
	readonly #root: string;
	readonly #made = new Set<string>();
	#next = 1;

	constructor(root: string) {
		this.#root = root;
		mkdirSync(root, { recursive: true });
	}

	/** Writes bytes that are at hand. */
	put(bytes: Uint8Array): FileRef {
		const name = this.#newName();
		const path = this.#path(name);
		try {
			const file = openSync(path, 'wx');
			try {
				for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
			} finally {
				closeSync(file);
			}
		} catch (error) {
			this.removeNow(name);
			throw error;
		}
		return new FileRef(name, bytes.length);
	}

	/** Writes bytes as they come; leaves nothing when their stream breaks. */
	async putStream(pieces: ByteStream): Promise<FileRef> {
		const name = this.#newName();
		let size = 0;
		try {
			const file = await open(this.#path(name), 'wx');
			try {
				for await (const piece of pieces) {
					for (let at = 0; at < piece.length;) at += (await file.write(piece, at)).bytesWritten;
					size += piece.length;
				}
			} finally {
				await file.close();
			}
		} catch (error) {
			await this.remove(name);
			throw error;
		}
		return new FileRef(name, size);
	}

	/** Undefined where the file is gone or is not as long as it was. */
	read({ name, sizeBytes }: FileRef): Uint8Array | undefined {
		const bytes = readIfThere(this.#path(name));
		return bytes?.length === sizeBytes ? bytes : undefined;
	}

	/** @see RegionStorage.read */
	async stream({ name, sizeBytes }: FileRef, start = 0, end = sizeBytes): Promise<ByteStream | undefined> {
		return FileStream.open(this.#path(name), start, Math.min(end, sizeBytes));
	}

	/** A file that is not there is removed already. */
	async remove(name: string): Promise<void> {
		await unlink(this.#path(name)).catch(() => {});
	}

	removeNow(name: string): void {
		try {
			unlinkSync(this.#path(name));
		} catch {
			// It was never made.
		}
	}

	/** Removes every file that `named` does not hold: what was under way when the process before this one died. */
	sweep(named: ReadonlySet<string>): void {
		for (const shelf of readdirSync(this.#root)) {
			for (const name of readdirSync(join(this.#root, shelf))) {
				this.#next = Math.max(this.#next, parseInt(name, 36) + 1);
				if (!named.has(name)) this.removeNow(name);
			}
		}
	}

	/** Names count up; the shelf is the number's low byte, so that no folder grows too long. */
	#newName(): string {
		return (this.#next++).toString(36);
	}

	#path(name: string): string {
		const shelf = (parseInt(name, 36) % SHELVES).toString(16).padStart(2, '0');
		if (!this.#made.has(shelf)) {
			mkdirSync(join(this.#root, shelf), { recursive: true });
			this.#made.add(shelf);
		}
		return join(this.#root, shelf, name);
	}
}

function readIfThere(path: string): Uint8Array | undefined {
	try {
		const { buffer, byteOffset, length } = readFileSync(path);
		return new Uint8Array(buffer, byteOffset, length);
	} catch {
		return undefined;
	}
}
