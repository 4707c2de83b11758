import type { TypeIndex, TypePack } from './type-pack.ts';

/** The pack that every notebook needs. */
const GLOBALS = 'globals';
const GLOBALS_FILE = '/globals.d.ts';

/** The declarations that cells may see, loaded as their imports ask for them. */
export class TypeLibrary {
	readonly #index: TypeIndex;
	readonly #loadPack: (name: string) => Promise<TypePack>;
	readonly #files = new Map<string, string>();
	readonly #loading = new Map<string, Promise<void>>();

	constructor(index: TypeIndex, loadPack: (name: string) => Promise<TypePack>) {
		this.#index = index;
		this.#loadPack = loadPack;
	}

	/** The modules that cells may import. */
	get modules(): readonly string[] {
		return Object.keys(this.#index.modules);
	}

	/** The file of what every cell has. */
	get roots(): readonly string[] {
		return [GLOBALS_FILE];
	}

	/**
	 * Loads what cells need that import these modules; unknown ones are no concern of the library. Resolves to whether
	 * anything new came. Rejects when a pack cannot be loaded; the next call tries again.
	 */
	async provide(modules: Iterable<string>): Promise<boolean> {
		const wanted = new Set([GLOBALS]);
		for (const name of modules) for (const pack of this.#module(name)?.packs ?? []) wanted.add(pack);
		const before = this.#files.size;
		await Promise.all(Array.from(wanted, (name) => this.#load(name)));
		return this.#files.size > before;
	}

	text(path: string): string | undefined {
		return this.#files.get(path);
	}

	/** The file behind a specifier written in a file of the library or in a cell; null where there is none. */
	resolve(specifier: string, from: string): string | null {
		if (specifier.startsWith('.')) return this.#existing(joined(from, specifier));
		if (specifier.startsWith('#')) return this.#existing(`/src/${specifier.slice(1)}`);
		const entry = from.startsWith('/cells/')
			? this.#module(specifier)?.entry
			: this.#index.packages[specifier];
		return entry !== undefined && this.#files.has(entry) ? entry : null;
	}

	#module(name: string): TypeIndex['modules'][string] | undefined {
		return Object.hasOwn(this.#index.modules, name) ? this.#index.modules[name] : undefined;
	}

	#existing(path: string): string | null {
		const stem = path.replace(/\.(d\.ts|ts|js|mjs)$/, '');
		return (
			[`${stem}.d.ts`, `${stem}/index.d.ts`, `${path}.d.ts`].find((file) => this.#files.has(file)) ?? null
		);
	}

	#load(name: string): Promise<void> {
		const known = this.#loading.get(name);
		if (known) return known;
		const loading = this.#loadPack(name).then(({ files }) => {
			for (const [path, text] of Object.entries(files)) this.#files.set(path, text);
		});
		this.#loading.set(name, loading);
		loading.catch(() => this.#loading.delete(name));
		return loading;
	}
}

function joined(from: string, specifier: string): string {
	const parts = from.split('/').slice(0, -1);
	for (const part of specifier.split('/')) {
		if (part === '..') parts.pop();
		else if (part !== '.' && part !== '') parts.push(part);
	}
	return parts.join('/');
}
