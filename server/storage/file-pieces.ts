import { open, type FileHandle } from 'node:fs/promises';

const PIECE_BYTES = 256 * 1024;

/** A part of a file, read as it is asked for. The file is open from the beginning, so that removing it takes nothing away. */
export class FilePieces implements AsyncIterableIterator<Uint8Array> {
	readonly #file: FileHandle;
	#at: number;
	readonly #end: number;
	#closed = false;

	private constructor(file: FileHandle, start: number, end: number) {
		this.#file = file;
		this.#at = start;
		this.#end = end;
	}

	/** Undefined where there is no such file. */
	static async open(path: string, start: number, end: number): Promise<FilePieces | undefined> {
		try {
			return new FilePieces(await open(path, 'r'), start, end);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
			throw error;
		}
	}

	[Symbol.asyncIterator](): this {
		return this;
	}

	async next(): Promise<IteratorResult<Uint8Array, undefined>> {
		const left = this.#end - this.#at;
		if (left <= 0 || this.#closed) return this.return();
		const piece = new Uint8Array(Math.min(PIECE_BYTES, left));
		const { bytesRead } = await this.#file.read(piece, 0, piece.length, this.#at);
		if (bytesRead === 0) {
			await this.return();
			throw new Error(`A file ended ${left} bytes too early.`);
		}
		this.#at += bytesRead;
		return { done: false, value: piece.subarray(0, bytesRead) };
	}

	/** Gives the file back; the stream is over. */
	async return(): Promise<IteratorResult<Uint8Array, undefined>> {
		if (!this.#closed) {
			this.#closed = true;
			await this.#file.close();
		}
		return { done: true, value: undefined };
	}
}
