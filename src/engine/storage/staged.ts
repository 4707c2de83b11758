import { PlatformError } from '#base/errors.ts';
import type { StagedBytes } from '#sim/ports.ts';
import type { FileRef } from './own-files.ts';
import type { PackedBytes } from './packs.ts';

/** Bytes that lie in the folder and that the journal does not name yet. */
export class Staged implements StagedBytes {
	readonly #ref: FileRef | PackedBytes;
	readonly #end: (isKept: boolean) => Promise<void>;
	#state: 'waiting' | 'kept' | 'discarded' = 'waiting';

	/** @param onEnd hears once what becomes of them */
	constructor(ref: FileRef | PackedBytes, onEnd: (isKept: boolean) => Promise<void>) {
		this.#ref = ref;
		this.#end = onEnd;
	}

	get sizeBytes(): number {
		return this.#ref.sizeBytes;
	}

	/** Where they lie, to be named once. @throws PlatformError StorageFailed where they were stored or discarded before */
	ref(): FileRef | PackedBytes {
		if (this.#state === 'waiting') return this.#ref;
		throw new PlatformError('StorageFailed', `Staged bytes that were ${this.#state} cannot be stored.`);
	}

	/** The journal names them now. */
	keep(): void {
		this.#state = 'kept';
		void this.#end(true);
	}

	async discard(): Promise<void> {
		if (this.#state !== 'waiting') return;
		this.#state = 'discarded';
		await this.#end(false);
	}
}
