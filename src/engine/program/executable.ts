import { decodeUtf8 } from '#base/bytes.ts';
import type { FileTree } from './file-tree.ts';
import { resolveFrom } from './posix-path.ts';

/** A program that cannot begin, as a shell words it, with the exit code that it then has. */
export class NotExecutable extends Error {
	readonly exitCode: number;

	constructor(message: string, exitCode = 127) {
		super(message);
		this.exitCode = exitCode;
	}
}

export interface Executable {
	/** The module to begin with; absolute. */
	readonly path: string;
	readonly args: readonly string[];
}

/**
 * What a command starts: `node FILE …`, or a file of the container whose first line calls node, by its path or found in
 * PATH. @throws NotExecutable
 */
export function findExecutable(
	tree: FileTree,
	command: readonly string[],
	{ folder, path }: { readonly folder: string; readonly path: string }
): Executable {
	const [name = '', ...args] = command;
	if (name === '') throw new NotExecutable('There is no command: the image has neither ENTRYPOINT nor CMD.');
	if (/^(?:\/usr\/(?:local\/)?bin\/)?node(?:js)?$/.test(name)) {
		const file = args.findIndex((arg) => !arg.startsWith('-'));
		if (file < 0) throw new NotExecutable('node was started without the name of a script.', 9);
		return { path: moduleFile(tree, resolveFrom(folder, args[file]!)), args: args.slice(file + 1) };
	}
	if (/(?:^|\/)(?:python[\d.]*|pip|conda)$/.test(name))
		throw python(args.find((arg) => arg.endsWith('.py')) ?? name);
	const places = name.includes('/')
		? [resolveFrom(folder, name)]
		: path.split(':').map((at) => resolveFrom(folder, at, name));
	const found = places.find((place) => tree.isFile(place));
	if (found === undefined) throw new NotExecutable(`exec: "${name}": executable file not found in $PATH`);
	const firstLine = decodeUtf8(tree.read(found).subarray(0, 256)).split('\n', 1)[0]!;
	if (/^#!.*\bpython/.test(firstLine)) throw python(found);
	if (/^#!.*\bnode\b/.test(firstLine)) return { path: found, args };
	throw new NotExecutable(
		`exec ${found}: exec format error: its first line must be #!/usr/bin/env node`,
		126
	);
}

/** A file as node takes it from the command line: with its extension, or without. */
function moduleFile(tree: FileTree, path: string): string {
	const found = [path, `${path}.js`, `${path}.mjs`, `${path}.cjs`, `${path}/index.js`].find((each) =>
		tree.isFile(each)
	);
	if (found?.endsWith('.py')) throw python(found);
	if (found === undefined) throw new NotExecutable(`Cannot find module '${path}'`, 1);
	return found;
}

function python(what: string): NotExecutable {
	return new NotExecutable(
		`'${what}' is Python. Containers here run JavaScript: there is no Python in them. Write the script in JavaScript and name a .js or .mjs file.`,
		126
	);
}
