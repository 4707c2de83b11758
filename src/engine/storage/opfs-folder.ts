import { PlatformError } from '#base/errors.ts';
import type { ByteStream } from '#base/byte-stream.ts';
import type { Folder, OpenFile } from './folder.ts';
import { OpfsFile, type SyncHandle } from './opfs-file.ts';

const PIECE_BYTES = 1024 * 1024;
/** A tab from which the account was taken needs a moment to let its files go. */
const PATIENCE_MS = 5000;
const PAUSE_MS = 25;

type WorkersHandle = FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncHandle> };

/** A folder of the file system that a browser keeps for this site alone. Works in workers only. */
export class OpfsFolder implements Folder {
	readonly #root: FileSystemDirectoryHandle;
	readonly #folders = new Map<string, FileSystemDirectoryHandle>();

	private constructor(root: FileSystemDirectoryHandle) {
		this.#root = root;
	}

	/** Null where the browser has no such file system, or keeps it from this window. */
	static async open(name: string): Promise<OpfsFolder | null> {
		if (typeof FileSystemFileHandle === 'undefined') return null;
		if (!('createSyncAccessHandle' in FileSystemFileHandle.prototype)) return null;
		try {
			const root = await navigator.storage.getDirectory();
			return new OpfsFolder(await root.getDirectoryHandle(name, { create: true }));
		} catch {
			// Private windows of some browsers refuse with one error, some with another.
			return null;
		}
	}

	async names(path: string): Promise<readonly string[]> {
		const folder = await unlessAbsent(this.#folderOf(path, false));
		if (!folder) return [];
		const names: string[] = [];
		for await (const name of folder.keys()) names.push(name);
		return names;
	}

	async readFile(path: string): Promise<Uint8Array | undefined> {
		const file = await this.#fileAt(path);
		return file && new Uint8Array(await file.arrayBuffer());
	}

	async open(path: string): Promise<OpenFile> {
		const handle = (await this.#handleOf(path, true)) as WorkersHandle;
		for (let waited = 0; ; waited += PAUSE_MS) {
			try {
				return new OpfsFile(await handle.createSyncAccessHandle());
			} catch (cause) {
				if ((cause as DOMException).name !== 'NoModificationAllowedError') throw cause;
				if (waited >= PATIENCE_MS) {
					throw new PlatformError('StorageInUse', 'Another tab has the account open.', {
						cause,
						hint: 'Close the other tab, and load this one again.'
					});
				}
				await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
			}
		}
	}

	async writeFile(path: string, pieces: ByteStream, durable: boolean): Promise<number> {
		try {
			const file = await this.open(path);
			try {
				file.truncate(0);
				for await (const piece of pieces) file.append(piece);
				if (durable) await file.flush();
				return file.sizeBytes;
			} finally {
				file.close();
			}
		} catch (error) {
			await this.remove(path);
			throw error;
		}
	}

	async readStream(path: string, start: number, end: number): Promise<ByteStream | undefined> {
		const file = await this.#fileAt(path);
		return file && piecesOf(file.slice(start, end));
	}

	/** A browser has no word for it once a file is closed. */
	flush(): Promise<void> {
		return Promise.resolve();
	}

	async remove(path: string): Promise<void> {
		const [folder, name] = split(path);
		const from = await unlessAbsent(this.#folderOf(folder, false));
		await unlessAbsent(from?.removeEntry(name) ?? Promise.resolve());
	}

	isOwnError(error: unknown): boolean {
		return error instanceof DOMException;
	}

	async #fileAt(path: string): Promise<File | undefined> {
		const handle = await unlessAbsent(this.#handleOf(path, false));
		return handle?.getFile();
	}

	async #handleOf(path: string, create: boolean): Promise<FileSystemFileHandle> {
		const [folder, name] = split(path);
		return (await this.#folderOf(folder, create)).getFileHandle(name, { create });
	}

	async #folderOf(path: string, create: boolean): Promise<FileSystemDirectoryHandle> {
		if (path === '') return this.#root;
		const known = this.#folders.get(path);
		if (known) return known;
		const [parent, name] = split(path);
		const found = await (await this.#folderOf(parent, create)).getDirectoryHandle(name, { create });
		this.#folders.set(path, found);
		return found;
	}
}

/** The folder and the name in it. */
function split(path: string): readonly [folder: string, name: string] {
	const slash = path.lastIndexOf('/');
	return [path.slice(0, Math.max(0, slash)), path.slice(slash + 1)];
}

async function* piecesOf(file: Blob): AsyncGenerator<Uint8Array, void> {
	for (let at = 0; at < file.size; at += PIECE_BYTES) {
		yield new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer());
	}
}

async function unlessAbsent<T>(found: Promise<T>): Promise<T | undefined> {
	try {
		return await found;
	} catch (error) {
		if ((error as DOMException).name === 'NotFoundError') return undefined;
		throw error;
	}
}
