import { concatBytes } from '#base/bytes.ts';
import { FileError, type FileTree } from '../file-tree.ts';
import { basename } from '../posix-path.ts';
import { asBuffer, type Buffer, decodeText, encodeText } from './buffer.ts';

type Options = string | null | { readonly encoding?: string | null } | undefined;
type FileContent = string | ArrayBufferView;

interface Listing {
	readonly withFileTypes?: boolean;
	readonly recursive?: boolean;
}

/** `node:fs` and `node:fs/promises` over the files of a container. @param toAbsolute reads a path from the working folder */
export function fsModules(
	tree: FileTree,
	toAbsolute: (path: string) => string
): { readonly fs: Record<string, unknown>; readonly promises: Record<string, unknown> } {
	const calls = {
		readFile(path: unknown, options?: Options): string | Buffer {
			const bytes = tree.read(at(path));
			const encoding = encodingOf(options);
			return encoding === null ? asBuffer(bytes.slice()) : decodeText(bytes, encoding);
		},
		writeFile(path: unknown, content: FileContent, options?: Options): void {
			tree.write(at(path), bytesOf(content, options));
		},
		appendFile(path: unknown, content: FileContent, options?: Options): void {
			const to = at(path);
			const before = tree.isFile(to) ? tree.read(to) : new Uint8Array(0);
			tree.write(to, concatBytes([before, bytesOf(content, options)]));
		},
		mkdir(path: unknown, options?: { readonly recursive?: boolean }): void {
			if (options?.recursive) tree.makeFolders(at(path));
			else tree.makeFolder(at(path));
		},
		readdir(path: unknown, options?: Listing | string): unknown[] {
			const { withFileTypes = false, recursive = false } = typeof options === 'object' ? options : {};
			const folder = at(path);
			const listed = (from: string, before: string): string[] =>
				tree.list(from).flatMap((name) => {
					const inner = `${from === '/' ? '' : from}/${name}`;
					const deeper = recursive && tree.isFolder(inner) ? listed(inner, `${before}${name}/`) : [];
					return [`${before}${name}`, ...deeper];
				});
			const names = listed(folder, '');
			return withFileTypes ? names.map((name) => entryOf(tree, folder, name)) : names;
		},
		stat(path: unknown): unknown {
			return statOf(tree, at(path));
		},
		rm(path: unknown, options?: { readonly recursive?: boolean; readonly force?: boolean }): void {
			const from = at(path);
			if (!tree.has(from) && options?.force) return;
			if (tree.isFolder(from) && !options?.recursive) throw new FileError('EISDIR', 'rm', from);
			tree.remove(from);
		},
		rmdir(path: unknown): void {
			const from = at(path);
			if (tree.list(from).length > 0) throw new FileError('ENOTEMPTY', 'rmdir', from);
			tree.remove(from, 'rmdir');
		},
		unlink(path: unknown): void {
			const from = at(path);
			tree.read(from, 'unlink');
			tree.remove(from, 'unlink');
		},
		rename(from: unknown, to: unknown): void {
			tree.rename(at(from), at(to));
		},
		copyFile(from: unknown, to: unknown): void {
			tree.write(at(to), tree.read(at(from), 'copyfile').slice());
		},
		access(path: unknown): void {
			if (!tree.has(at(path))) throw new FileError('ENOENT', 'access', at(path));
		}
	};
	const at = (path: unknown): string => {
		if (typeof path === 'string' && path !== '') return toAbsolute(path);
		throw new TypeError(`The "path" argument must be of type string. Received ${String(path)}`);
	};
	const entries = Object.entries(calls) as [string, (...given: unknown[]) => unknown][];
	const promises = Object.fromEntries(
		entries.map(([name, call]) => [name, async (...given: unknown[]) => call(...given)])
	);
	const sync = Object.fromEntries(entries.map(([name, call]) => [`${name}Sync`, call]));
	const existsSync = (path: unknown): boolean => typeof path === 'string' && tree.has(toAbsolute(path));
	return { fs: { ...sync, existsSync, promises }, promises };
}

function encodingOf(options: Options): string | null {
	return (typeof options === 'object' ? options?.encoding : options) ?? null;
}

/** A copy: the writer may change its own afterwards. */
function bytesOf(content: FileContent, options: Options): Uint8Array {
	if (typeof content === 'string') return encodeText(content, encodingOf(options) ?? 'utf8');
	if (ArrayBuffer.isView(content)) {
		return new Uint8Array(content.buffer as ArrayBuffer, content.byteOffset, content.byteLength).slice();
	}
	throw new TypeError(
		`The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received ${typeof content}`
	);
}

function entryOf(tree: FileTree, folder: string, name: string): unknown {
	const path = `${folder}/${name}`;
	return { name: basename(name), isFile: () => tree.isFile(path), isDirectory: () => tree.isFolder(path) };
}

function statOf(tree: FileTree, path: string): unknown {
	const isFolder = tree.isFolder(path);
	const size = isFolder ? 4096 : tree.read(path, 'stat').length;
	return { size, isFile: () => !isFolder, isDirectory: () => isFolder, isSymbolicLink: () => false };
}
