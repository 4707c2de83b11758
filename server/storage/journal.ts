import { closeSync, fdatasync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { PlatformError } from '#base/errors.ts';
import { storageError } from './storage-error.ts';

const syncToDisk = promisify(fdatasync);

/** An append-only file. A line is in it whole, or not at all as far as its reader goes. */
export class Journal {
	readonly path: string;
	readonly #file: number;
	#size: number;
	#synced: number;
	#broken: PlatformError | null = null;

	/** @param size of the sound lines in it; what comes after them is cut off */
	constructor(path: string, size: number) {
		this.path = path;
		this.#file = openSync(path, 'a');
		this.#size = size;
		this.#synced = size;
		ftruncateSync(this.#file, size);
	}

	get sizeBytes(): number {
		return this.#size;
	}

	/** Hands the line to the operating system, where the death of this process cannot reach it. */
	append(line: Buffer): void {
		if (this.#broken) throw this.#broken;
		try {
			for (let at = 0; at < line.length;) at += writeSync(this.#file, line, at);
			this.#size += line.length;
		} catch (cause) {
			this.#cutBack(cause);
			throw storageError(cause);
		}
	}

	/** Resolves when all lines so far would survive a power failure. */
	async sync(): Promise<void> {
		const size = this.#size;
		if (size === this.#synced) return;
		await syncToDisk(this.#file);
		this.#synced = size;
	}

	close(): void {
		closeSync(this.#file);
	}

	/** A line of which half is there would hide those after it. */
	#cutBack(cause: unknown): void {
		try {
			ftruncateSync(this.#file, this.#size);
		} catch {
			this.#broken = new PlatformError('StorageFailed', `${this.path} can be written no more.`, { cause });
		}
	}
}
