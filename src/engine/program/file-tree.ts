import type { ContainerFile } from '#sim/ports.ts';
import { basename, dirname } from './posix-path.ts';

/** What all files of a container may take together: its disk. */
export const DISK_BYTES = 512 * 1024 * 1024;
const MOST_FILES = 20_000;

const REASONS = {
	ENOENT: 'no such file or directory',
	EEXIST: 'file already exists',
	ENOTDIR: 'not a directory',
	EISDIR: 'illegal operation on a directory',
	ENOTEMPTY: 'directory not empty',
	ENOSPC: 'no space left on device'
} as const;

/** An error of the file system as Node words it. */
export class FileError extends Error {
	readonly code: keyof typeof REASONS;
	readonly syscall: string;
	readonly path: string;

	constructor(code: keyof typeof REASONS, syscall: string, path: string) {
		super(`${code}: ${REASONS[code]}, ${syscall} '${path}'`);
		this.code = code;
		this.syscall = syscall;
		this.path = path;
	}
}

/** The files of a container, in memory. Paths are absolute and normal. */
export class FileTree {
	readonly #files = new Map<string, Uint8Array>();
	readonly #folders = new Set(['/']);
	#bytes = 0;

	has(path: string): boolean {
		return this.isFile(path) || this.isFolder(path);
	}

	isFile(path: string): boolean {
		return this.#files.has(path);
	}

	isFolder(path: string): boolean {
		return this.#folders.has(path);
	}

	/** The bytes themselves, not a copy. @throws FileError */
	read(path: string, syscall = 'open'): Uint8Array {
		const bytes = this.#files.get(path);
		if (bytes) return bytes;
		throw new FileError(this.isFolder(path) ? 'EISDIR' : 'ENOENT', syscall, path);
	}

	/** Keeps the bytes as they are given. @throws FileError where the folder is not there, or the disk is full */
	write(path: string, bytes: Uint8Array): void {
		if (this.isFolder(path)) throw new FileError('EISDIR', 'open', path);
		this.#needFolder(dirname(path), 'open', path);
		const grown = this.#bytes + bytes.length - (this.#files.get(path)?.length ?? 0);
		if (grown > DISK_BYTES || this.#files.size >= MOST_FILES) throw new FileError('ENOSPC', 'write', path);
		this.#bytes = grown;
		this.#files.set(path, bytes);
	}

	/** Makes a folder and those above it. @throws FileError where a file is in the way */
	makeFolders(path: string): void {
		for (let at = path; !this.isFolder(at); at = dirname(at)) {
			if (this.isFile(at)) throw new FileError(at === path ? 'EEXIST' : 'ENOTDIR', 'mkdir', path);
			this.#folders.add(at);
		}
	}

	/** Makes one folder. @throws FileError */
	makeFolder(path: string): void {
		if (this.has(path)) throw new FileError('EEXIST', 'mkdir', path);
		this.#needFolder(dirname(path), 'mkdir', path);
		this.#folders.add(path);
	}

	/** Names in a folder, sorted. @throws FileError */
	list(path: string): string[] {
		if (!this.isFolder(path)) throw new FileError(this.isFile(path) ? 'ENOTDIR' : 'ENOENT', 'scandir', path);
		return [...this.#files.keys(), ...this.#folders]
			.filter((each) => each !== '/' && dirname(each) === path)
			.map((each) => basename(each))
			.sort();
	}

	/** Takes a file away, or a folder with all that is in it. @throws FileError */
	remove(path: string, syscall = 'rm'): void {
		if (!this.has(path)) throw new FileError('ENOENT', syscall, path);
		for (const file of [...this.#files.keys()]) if (isWithin(file, path)) this.#drop(file);
		for (const folder of [...this.#folders]) {
			if (folder !== '/' && isWithin(folder, path)) this.#folders.delete(folder);
		}
	}

	/** Moves a file or folder. @throws FileError */
	rename(from: string, to: string): void {
		if (!this.has(from)) throw new FileError('ENOENT', 'rename', from);
		this.#needFolder(dirname(to), 'rename', to);
		const moved = [...this.#files].filter(([path]) => isWithin(path, from));
		const folders = [...this.#folders].filter((path) => isWithin(path, from));
		this.remove(from);
		for (const folder of folders) this.#folders.add(to + folder.slice(from.length));
		for (const [path, bytes] of moved) this.write(to + path.slice(from.length), bytes);
	}

	/** All files within a folder, in the order of their paths. */
	filesWithin(folder: string): ContainerFile[] {
		return [...this.#files]
			.filter(([path]) => isWithin(path, folder))
			.map(([path, bytes]) => ({ path, bytes }))
			.sort((a, b) => (a.path < b.path ? -1 : 1));
	}

	#drop(path: string): void {
		this.#bytes -= this.#files.get(path)?.length ?? 0;
		this.#files.delete(path);
	}

	#needFolder(folder: string, syscall: string, path: string): void {
		if (this.isFolder(folder)) return;
		throw new FileError(this.isFile(folder) ? 'ENOTDIR' : 'ENOENT', syscall, path);
	}
}

function isWithin(path: string, folder: string): boolean {
	return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
}
