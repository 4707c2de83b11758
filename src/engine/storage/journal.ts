import { PlatformError } from '#base/errors.ts';
import type { OpenFile } from './folder.ts';
import { storageError } from './storage-error.ts';

/** An append-only file. A line is in it whole, or not at all as far as its reader goes. */
export class Journal {
	readonly #file: OpenFile;
	#size: number;
	#synced: number;
	#broken: PlatformError | null = null;

	/** @param size of the sound lines in it; what comes after them is cut off */
	constructor(file: OpenFile, size: number) {
		this.#file = file;
		this.#size = size;
		this.#synced = size;
		file.truncate(size);
	}

	get sizeBytes(): number {
		return this.#size;
	}

	/** Hands the line to the system, where the death of this process cannot reach it. */
	append(line: Uint8Array): void {
		if (this.#broken) throw this.#broken;
		try {
			this.#file.append(line);
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
		await this.#file.flush();
		this.#synced = size;
	}

	close(): void {
		this.#file.close();
	}

	/** A line of which half is there would hide those after it. */
	#cutBack(cause: unknown): void {
		try {
			this.#file.truncate(this.#size);
		} catch {
			this.#broken = new PlatformError('StorageFailed', 'The journal can be written no more.', { cause });
		}
	}
}
