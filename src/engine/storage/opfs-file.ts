import type { OpenFile } from './folder.ts';

/** What a worker's handle of a file can do; the types of pages, which cannot have one, do not know it. */
export interface SyncHandle {
	getSize(): number;
	read(into: Uint8Array, options: { readonly at: number }): number;
	write(bytes: Uint8Array, options: { readonly at: number }): number;
	truncate(sizeBytes: number): void;
	flush(): void;
	close(): void;
}

/** A file of the browser's own file system that is open for reading and writing, in a worker. */
export class OpfsFile implements OpenFile {
	readonly #handle: SyncHandle;
	#size: number;

	constructor(handle: SyncHandle) {
		this.#handle = handle;
		this.#size = handle.getSize();
	}

	get sizeBytes(): number {
		return this.#size;
	}

	read(at: number, sizeBytes: number): Uint8Array {
		const bytes = new Uint8Array(Math.min(sizeBytes, Math.max(0, this.#size - at)));
		const read = this.#handle.read(bytes, { at });
		if (read > bytes.length)
			throw new DOMException(`The file could not be read (${read}).`, 'NotReadableError');
		return bytes.subarray(0, read);
	}

	append(bytes: Uint8Array): void {
		const written = this.#handle.write(bytes, { at: this.#size });
		// A disk that is nearly full takes what fits; Chromium answers its error number, below zero, as an unsigned one.
		if (written !== bytes.length) {
			const many = written < bytes.length ? written : 'none';
			throw new DOMException(`${many} of ${bytes.length} bytes could be written.`, 'QuotaExceededError');
		}
		this.#size += written;
	}

	truncate(sizeBytes: number): void {
		this.#handle.truncate(sizeBytes);
		this.#size = sizeBytes;
	}

	flush(): Promise<void> {
		this.#handle.flush();
		return Promise.resolve();
	}

	close(): void {
		this.#handle.close();
	}
}
