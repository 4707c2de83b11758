/** The names that a cell's imports bind; none of `import type`. A text that is no code names nothing in particular. */
export function importedNames(source: string): ReadonlySet<string> {
	const names = new Set<string>();
	for (const [, clause] of source.matchAll(/^\s*import\s+(?!type\b)([^'";]+?)\s+from\b/gm)) {
		for (const part of clause!.split(/[{},]/)) {
			const name = /([\w$]+)\s*$/.exec(part)?.[1];
			if (name !== undefined && !/^\s*type\s/.test(part)) names.add(name);
		}
	}
	return names;
}
