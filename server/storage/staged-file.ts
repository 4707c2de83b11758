import { PlatformError } from '#base/errors.ts';
import type { StagedBytes } from '#sim/ports.ts';
import type { BytesFolder, FileRef } from './bytes-folder.ts';

/** Bytes in a file that the journal does not name yet. */
export class StagedFile implements StagedBytes {
	readonly #file: FileRef;
	readonly #folder: BytesFolder;
	#state: 'waiting' | 'kept' | 'discarded' = 'waiting';

	constructor(file: FileRef, folder: BytesFolder) {
		this.#file = file;
		this.#folder = folder;
	}

	get sizeBytes(): number {
		return this.#file.sizeBytes;
	}

	/** The file, to be named once. @throws PlatformError StorageFailed where it was stored or discarded before */
	file(): FileRef {
		if (this.#state === 'waiting') return this.#file;
		throw new PlatformError('StorageFailed', `Staged bytes that were ${this.#state} cannot be stored.`);
	}

	/** The journal names it now. */
	keep(): void {
		this.#state = 'kept';
	}

	async discard(): Promise<void> {
		if (this.#state !== 'waiting') return;
		this.#state = 'discarded';
		await this.#folder.remove(this.#file.name);
	}
}
