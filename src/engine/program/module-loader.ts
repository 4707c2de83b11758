import { decodeUtf8 } from '#base/bytes.ts';
import { compileModule, MODULE } from './compile-module.ts';
import type { FileTree } from './file-tree.ts';
import { dirname, resolveFrom } from './posix-path.ts';
import type { ProgramHost } from './program-host.ts';

type Namespace = Record<string, unknown>;

interface Loaded {
	readonly namespace: Namespace;
	/** Settles when the module has run; null for CommonJS, which runs at once. */
	readonly done: Promise<unknown> | null;
	/** `module` of a CommonJS module. */
	readonly commonjs: { exports: unknown } | null;
}

export interface LoaderOptions {
	readonly tree: FileTree;
	readonly host: Pick<ProgramHost, 'compile'>;
	/** Modules of Node's own, by their names without `node:`. */
	readonly builtins: Readonly<Record<string, Namespace>>;
	/** What every module finds by name without importing it. */
	readonly globals: Readonly<Record<string, unknown>>;
}

/** Loads modules from the files of a container, ES modules and CommonJS, each of them once. */
export class ModuleLoader {
	readonly #options: LoaderOptions;
	readonly #loaded = new Map<string, Loaded>();

	constructor(options: LoaderOptions) {
		this.#options = options;
	}

	/** Runs a module with all that it imports. Rejects with what it throws. */
	async run(path: string): Promise<Namespace> {
		const loaded = this.#load(path, []);
		await loaded.done;
		return loaded.namespace;
	}

	/** @param above the modules that wait for this one, the importing one last */
	async #import(specifier: string, above: readonly string[]): Promise<Namespace> {
		const from = above.at(-1)!;
		const builtin = this.#builtin(specifier);
		if (builtin) return { ...builtin, default: builtin };
		const path = this.#resolve(specifier, from);
		if (above.includes(path)) {
			throw new Error(`${from} and ${path} import each other in a circle, which is not simulated.`);
		}
		const loaded = this.#load(path, above);
		await loaded.done;
		return loaded.namespace;
	}

	#require(specifier: string, from: string): unknown {
		const builtin = this.#builtin(specifier);
		if (builtin) return builtin;
		const path = this.#resolve(specifier, from);
		const loaded = this.#load(path, []);
		if (loaded.commonjs) return loaded.commonjs.exports;
		throw new Error(`require() of ES Module ${path} from ${from} not supported. Use import instead.`);
	}

	#builtin(specifier: string): Namespace | undefined {
		const { builtins } = this.#options;
		const name = specifier.replace(/^node:/, '');
		if (Object.hasOwn(builtins, name)) return builtins[name];
		if (!specifier.startsWith('node:')) return undefined;
		throw missing(
			`The module '${specifier}' is not simulated. There are ${Object.keys(builtins).join(', ')}.`
		);
	}

	#resolve(specifier: string, from: string): string {
		if (!/^(?:\.{0,2}\/|file:\/\/\/)/.test(specifier)) {
			throw missing(
				`Cannot find package '${specifier}' imported from ${from}. There are no packages in this container: copy the file and import it by its path.`
			);
		}
		const { tree } = this.#options;
		const path = resolveFrom(dirname(from), specifier.replace(/^file:\/\//, ''));
		const found = ['', '.js', '.mjs', '.cjs', '.json', '/index.js'].find((end) => tree.isFile(path + end));
		if (found === undefined) throw missing(`Cannot find module '${path}' imported from ${from}`);
		return path + found;
	}

	#load(path: string, above: readonly string[]): Loaded {
		const before = this.#loaded.get(path);
		if (before) return before;
		const source = decodeUtf8(this.#options.tree.read(path));
		if (path.endsWith('.json')) {
			const value: unknown = JSON.parse(source);
			return this.#keep(path, { namespace: { default: value }, done: null, commonjs: { exports: value } });
		}
		const { kind, body } = compileModule(source, path);
		return kind === 'esm' ? this.#runEsm(path, body, above) : this.#runCommonJs(path, body);
	}

	#keep(path: string, loaded: Loaded): Loaded {
		this.#loaded.set(path, loaded);
		return loaded;
	}

	#runEsm(path: string, body: string, above: readonly string[]): Loaded {
		const namespace: Namespace = Object.create(null) as Namespace;
		const define = (name: string, get: () => unknown): void => {
			Object.defineProperty(namespace, name, { get, enumerable: true, configurable: true });
		};
		const world = {
			import: (specifier: unknown) => this.#import(String(specifier), [...above, path]),
			take: (from: Namespace, name: string): unknown => {
				if (name in from) return from[name];
				throw new SyntaxError(`The requested module does not provide an export named '${name}' (${path})`);
			},
			export: define,
			exportAll: (from: Namespace) => {
				for (const name of Object.keys(from)) {
					if (name !== 'default' && !(name in namespace)) define(name, () => from[name]);
				}
			},
			meta: { url: `file://${path}`, filename: path, dirname: dirname(path) }
		};
		const { globals } = this.#options;
		const run = this.#options.host.compile([MODULE, ...Object.keys(globals)], body, path);
		let finish: (value: unknown) => void = () => {};
		const done = new Promise<unknown>((resolve) => (finish = resolve));
		const loaded = this.#keep(path, { namespace, done, commonjs: null });
		finish(run(world, ...Object.values(globals)));
		done.catch(() => {});
		return loaded;
	}

	#runCommonJs(path: string, body: string): Loaded {
		const module = { exports: {} as unknown };
		const namespace: Namespace = Object.create(null) as Namespace;
		const loaded = this.#keep(path, { namespace, done: null, commonjs: module });
		const require = (specifier: unknown): unknown => this.#require(String(specifier), path);
		const { globals } = this.#options;
		const given = {
			module,
			exports: module.exports,
			require,
			__filename: path,
			__dirname: dirname(path),
			...globals
		};
		try {
			this.#options.host.compile(
				Object.keys(given),
				body.replace(/^#!/, '//'),
				path
			)(...Object.values(given));
		} catch (error) {
			this.#loaded.delete(path);
			throw error;
		}
		const members = typeof module.exports === 'object' && module.exports !== null ? module.exports : {};
		Object.assign(namespace, members, { default: module.exports });
		return loaded;
	}
}

function missing(message: string): Error {
	return Object.assign(new Error(message), { code: 'ERR_MODULE_NOT_FOUND' });
}
