import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What the page must have before it can begin, in bytes as they travel. */
export interface EntrySize {
	/** The entry chunk alone, compressed with gzip. */
	readonly chunk: number;
	/** With all that it imports at once and its style sheets. */
	readonly all: number;
}

/** Reads the sizes from a finished build. Throws an Error where the folder holds none. */
export function entrySizeOf(build: string): EntrySize {
	const page = readFileSync(join(build, 'index.html'), 'utf8');
	const entry = /<script type="module"[^>]* src="\.\/(assets\/[^"]+\.js)"/.exec(page)?.[1];
	if (entry === undefined) throw new Error(`${build} holds no finished build.`);
	const linked = [...page.matchAll(/<link rel="(?:modulepreload|stylesheet)"[^>]* href="\.\/([^"]+)"/g)];
	const sizeOf = (name: string): number => gzipSync(readFileSync(join(build, name)), { level: 9 }).length;
	const chunk = sizeOf(entry);
	return { chunk, all: linked.reduce((sum, [, name = '']) => sum + sizeOf(name), chunk) };
}
