import type { ByteStream } from '#base/byte-stream.ts';
import type { Folder } from './folder.ts';

/** Bytes in a file of their own. */
export class FileRef {
	readonly name: string;
	readonly sizeBytes: number;

	constructor(name: string, sizeBytes: number) {
		this.name = name;
		this.sizeBytes = sizeBytes;
	}
}

const ROOT = 'bytes';
const SHELVES = 256;

/**
 * Large values, one file each, written once and never changed. A file counts only when the journal names it; `sweep`
 * removes the others.
 */
export class OwnFiles {
	readonly #folder: Folder;
	readonly #readers = new Map<string, number>();
	/** Files to be removed when their last reader is done. */
	readonly #doomed = new Set<string>();
	#unsynced: string[] = [];
	#next = 1;

	constructor(folder: Folder) {
		this.#folder = folder;
	}

	/** Writes bytes as they come; leaves nothing when their stream breaks. */
	async put(pieces: ByteStream): Promise<FileRef> {
		const name = (this.#next++).toString(36);
		const sizeBytes = await this.#folder.writeFile(pathOf(name), pieces, false);
		this.#unsynced.push(name);
		return new FileRef(name, sizeBytes);
	}

	/** A part of a file; it can be read to its end though the file be removed. Undefined where there is no such file. */
	async stream({ name, sizeBytes }: FileRef, start = 0, end = sizeBytes): Promise<ByteStream | undefined> {
		// Counted before it is there: a removal may come while it is being opened.
		this.#readers.set(name, (this.#readers.get(name) ?? 0) + 1);
		const stream = await this.#folder
			.readStream(pathOf(name), start, Math.min(end, sizeBytes))
			.catch((error: unknown) => {
				this.#release(name);
				throw error;
			});
		if (!stream) this.#release(name);
		return stream && new HeardStream(stream, () => this.#release(name));
	}

	/** Resolves when all files so far would survive a power failure. */
	async sync(): Promise<void> {
		const names = this.#unsynced;
		this.#unsynced = [];
		for (const name of names) await this.#folder.flush(pathOf(name));
	}

	/** A file that somebody reads goes when they are done. */
	async remove(name: string): Promise<void> {
		if (this.#readers.has(name)) this.#doomed.add(name);
		else await this.#folder.remove(pathOf(name)).catch(() => {});
	}

	/** Removes every file that `named` does not hold: what was under way when the process before this one died. */
	async sweep(named: ReadonlySet<string>): Promise<void> {
		for (const shelf of await this.#folder.names(ROOT)) {
			for (const name of await this.#folder.names(`${ROOT}/${shelf}`)) {
				this.#next = Math.max(this.#next, parseInt(name, 36) + 1);
				if (!named.has(name)) await this.remove(name);
			}
		}
	}

	#release(name: string): void {
		const left = this.#readers.get(name)! - 1;
		if (left > 0) this.#readers.set(name, left);
		else {
			this.#readers.delete(name);
			if (this.#doomed.delete(name)) void this.remove(name);
		}
	}
}

/** A stream that tells once when its reader is done with it. */
class HeardStream implements AsyncIterableIterator<Uint8Array> {
	readonly #pieces: AsyncIterator<Uint8Array>;
	#tell: (() => void) | null;

	constructor(pieces: ByteStream, onEnd: () => void) {
		this.#pieces = pieces[Symbol.asyncIterator]();
		this.#tell = onEnd;
	}

	[Symbol.asyncIterator](): this {
		return this;
	}

	async next(): Promise<IteratorResult<Uint8Array, undefined>> {
		try {
			const piece = await this.#pieces.next();
			if (!piece.done) return piece;
		} catch (error) {
			this.#end();
			throw error;
		}
		return this.return();
	}

	async return(): Promise<IteratorResult<Uint8Array, undefined>> {
		await this.#pieces.return?.();
		this.#end();
		return { done: true, value: undefined };
	}

	#end(): void {
		this.#tell?.();
		this.#tell = null;
	}
}

/** Names count up; the shelf is the number's low byte, so that no folder grows too long. */
function pathOf(name: string): string {
	const shelf = (parseInt(name, 36) % SHELVES).toString(16).padStart(2, '0');
	return `${ROOT}/${shelf}/${name}`;
}
