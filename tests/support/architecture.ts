/** The laws of src/README.md that a machine can hold, as a pure function over file texts. */

export interface SourceFile {
	/** From the repository's root, e.g. `src/ml/metrics/auc.ts`. */
	readonly path: string;
	readonly text: string;
}

/** Bottom floor first. main.ts stands above all of them. */
export const FLOORS = ['base', 'ml', 'sim', 'engine', 'notebook', 'state', 'ui'] as const;

/** Third-party packages and the only places that may import them. */
const BORDERS: readonly {
	readonly packages: RegExp;
	readonly allowed: RegExp;
	/** Where `import type` may name them besides: types leave nothing in the build. */
	readonly types?: RegExp;
}[] = [
	{ packages: /^svelte($|\/)/, allowed: /^src\/(state|ui)\/|^src\/main\.ts$/ },
	{ packages: /^(codemirror$|@codemirror\/|@lezer\/)/, allowed: /^src\/ui\// },
	{ packages: /^@observablehq\/plot$/, allowed: /^src\/notebook\/sdk\// },
	{ packages: /^@aws-sdk\//, allowed: /^src\/notebook\/sdk\//, types: /^src\/sim\// },
	{ packages: /^@tensorflow\//, allowed: /^src\/ml\/backend\// },
	{ packages: /^idb$/, allowed: /^src\/(engine|notebook)\// }
];

const LONGEST_FILE = 400;

/** Every breach, one sentence each; empty when all is well. */
export function findViolations(files: readonly SourceFile[]): string[] {
	return files.flatMap((file) => [...importViolations(file), ...formViolations(file)]);
}

function importViolations(file: SourceFile): string[] {
	const found: string[] = [];
	const here = floorOf(file.path);
	for (const specifier of specifiersOf(file.text)) {
		const target = resolve(file.path, specifier);
		if (target === null) {
			const border = BORDERS.find(({ packages }) => packages.test(specifier));
			const asTypes = border?.types?.test(file.path) && isTypeOnly(file.text, specifier);
			if (border && !border.allowed.test(file.path) && !asTypes)
				found.push(`${file.path} may not import ${specifier}`);
			continue;
		}
		const there = floorOf(target);
		if (there > here) found.push(`${name(here)} -> ${name(there)} (${file.path} imports ${specifier})`);
		if (there !== here && !specifier.startsWith('#') && here < FLOORS.length) {
			found.push(`${file.path} leaves its room by ${specifier}; write #${name(there)}/…`);
		}
		const [mine, theirs] = [algorithmOf(file.path), algorithmOf(target)];
		if (mine && theirs && mine !== theirs)
			found.push(`algorithm ${mine} imports algorithm ${theirs} (${file.path})`);
	}
	return found;
}

/** Whether every import of a package is an `import type`. */
function isTypeOnly(text: string, specifier: string): boolean {
	const imports = text.match(/^\s*(?:import|export)\s[^'";]*?from\s*'[^']+'/gm) ?? [];
	return imports
		.filter((line) => line.endsWith(`'${specifier}'`))
		.every((line) => /^\s*import type\s/.test(line));
}

function formViolations({ path, text }: SourceFile): string[] {
	const found: string[] = [];
	const file = path.split('/').at(-1)!;
	const wellNamed = file.endsWith('.svelte')
		? /^[A-Z][A-Za-z0-9]*\.svelte$/
		: /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*$/;
	if (!wellNamed.test(file)) found.push(`${path}: files are kebab-case.ts, components PascalCase.svelte`);
	const lines = text.split('\n').length;
	if (lines > LONGEST_FILE && !/^\/[/*].*because/i.test(text)) {
		found.push(`${path} has ${lines} lines: split it, or say on line 1 why not («… because …»)`);
	}
	// A cell's module offers all that the package of its name offers; of our own files names are listed.
	const passesPackageOn = /^export \* from '[^.#]/m.test(text) && path.startsWith('src/notebook/sdk/');
	if (/^export \*/m.test(text) && !passesPackageOn) {
		found.push(`${path}: list the exported names instead of export *`);
	}
	return found;
}

function specifiersOf(text: string): string[] {
	const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
	const forms = [
		/^\s*(?:import|export)\s[^'";]*?from\s*'([^']+)'/gm,
		/^\s*import\s*'([^']+)'/gm,
		/\bimport\(\s*'([^']+)'/g,
		/new URL\(\s*'([^']+)'\s*,\s*import\.meta\.url/g
	];
	return forms.flatMap((form) => [...code.matchAll(form)].map((match) => match[1]!));
}

/** Path of the file that a specifier names, or null for a package. */
function resolve(from: string, specifier: string): string | null {
	if (specifier.startsWith('#')) return `src/${specifier.slice(1)}`;
	if (!specifier.startsWith('.')) return null;
	const parts = from.split('/').slice(0, -1);
	for (const step of specifier.split('/')) {
		if (step === '..') parts.pop();
		else if (step !== '.') parts.push(step);
	}
	return parts.join('/');
}

function floorOf(path: string): number {
	const floor = FLOORS.indexOf(path.split('/')[1] as (typeof FLOORS)[number]);
	return floor === -1 ? FLOORS.length : floor;
}

function name(floor: number): string {
	return FLOORS[floor] ?? 'main';
}

function algorithmOf(path: string): string | null {
	return /^src\/ml\/algorithms\/([^/]+)\//.exec(path)?.[1] ?? null;
}
