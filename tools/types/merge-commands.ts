/** An index of an AWS client's commands, each of which is a file of its own in the package. */
export const COMMANDS_INDEX = /\/client-[\w-]+\/dist-types\/commands\/index\.d\.ts$/;

/**
 * One file of all commands of an AWS client. The compiler looks at every file whenever somebody types, and compares the
 * exports of hundreds: they are one module to those who use them anyway.
 * @param index text of the package's `commands/index.d.ts`
 * @param read text of a file beside it, by its name without extension
 */
export function mergeCommands(index: string, read: (name: string) => string): string {
	const imports = new Map<string, Set<string>>();
	const bodies = Array.from(index.matchAll(/^export \* from ["']\.\/(\w+)["'];/gm), ([, name]) =>
		read(name!)
			.replace(IMPORT, (_, kind: string | undefined, names: string, from: string) => {
				const key = `import ${kind ?? ''}{…} from "${from}";`;
				const known = imports.get(key) ?? new Set();
				for (const one of names.split(',')) known.add(one.trim());
				imports.set(key, known);
				return '';
			})
			.replace(/^export type \{ __MetadataBearer \};\n/gm, '')
	);
	const heads = Array.from(imports, ([key, names]) => key.replace('…', ` ${[...names].join(', ')} `));
	return [...heads, ...bodies].join('\n');
}

const IMPORT = /^import (type )?\{([^}]*)\} from ["']([^"']+)["'];\n/gm;

/** The same file, with what it takes from single commands taken from the merged one. */
export function fromMergedCommands(text: string): string {
	return text.replace(/(["']\.{1,2}\/commands\/)\w+Command(["'])/g, '$1index$2');
}
