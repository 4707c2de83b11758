import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { open, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ByteStream } from '#base/byte-stream.ts';
import type { Folder, OpenFile } from '#engine/storage/folder.ts';
import { FilePieces } from './file-pieces.ts';
import { NodeFile } from './node-file.ts';

/** A folder of Node's file system. */
export class NodeFolder implements Folder {
	readonly #root: string;
	readonly #made = new Set<string>();

	/** @param root is made where there is none */
	constructor(root: string) {
		this.#root = root;
		mkdirSync(root, { recursive: true });
	}

	async names(path: string): Promise<readonly string[]> {
		return unlessAbsent(() => readdirSync(join(this.#root, path))) ?? [];
	}

	async readFile(path: string): Promise<Uint8Array | undefined> {
		const file = unlessAbsent(() => readFileSync(join(this.#root, path)));
		return file && new Uint8Array(file.buffer, file.byteOffset, file.length);
	}

	async open(path: string): Promise<OpenFile> {
		return new NodeFile(this.#pathFor(path));
	}

	async writeFile(path: string, pieces: ByteStream, durable: boolean): Promise<number> {
		let sizeBytes = 0;
		try {
			const file = await open(this.#pathFor(path), 'w');
			try {
				for await (const piece of pieces) {
					for (let at = 0; at < piece.length;) at += (await file.write(piece, at)).bytesWritten;
					sizeBytes += piece.length;
				}
				if (durable) await file.sync();
			} finally {
				await file.close();
			}
		} catch (error) {
			await this.remove(path);
			throw error;
		}
		return sizeBytes;
	}

	readStream(path: string, start: number, end: number): Promise<ByteStream | undefined> {
		return FilePieces.open(join(this.#root, path), start, end);
	}

	async flush(path: string): Promise<void> {
		const file = await open(join(this.#root, path), 'r+').catch(() => null);
		// It may have been removed meanwhile.
		await file?.datasync().finally(() => file.close());
	}

	async remove(path: string): Promise<void> {
		await unlink(join(this.#root, path)).catch((error: unknown) => {
			if (!isAbsence(error)) throw error;
		});
	}

	isOwnError(error: unknown): boolean {
		return typeof (error as NodeJS.ErrnoException | null)?.syscall === 'string';
	}

	#pathFor(path: string): string {
		const whole = join(this.#root, path);
		const folder = dirname(whole);
		if (!this.#made.has(folder)) {
			mkdirSync(folder, { recursive: true });
			this.#made.add(folder);
		}
		return whole;
	}
}

function unlessAbsent<T>(read: () => T): T | undefined {
	try {
		return read();
	} catch (error) {
		if (isAbsence(error)) return undefined;
		throw error;
	}
}

function isAbsence(error: unknown): boolean {
	return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
