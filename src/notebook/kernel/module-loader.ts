/**
 * How modules import the parts that they share: the build names its chunks so, and nothing else looks like it. The first
 * group is there where the import is made later, by a call.
 */
const CHUNK = /(\bimport\()?(["'`])(\.\/sagebrush-chunk-[\w.-]+\.js)\2/g;

/** Under this symbol the code of modules finds the function by which it loads a chunk later. */
const LOAD_CHUNK = Symbol.for('sagebrush.chunk');
const LATER = `globalThis[Symbol.for(${JSON.stringify(LOAD_CHUNK.description)})](`;

export interface ModuleLoaderHost {
	/** The global object of the realm in which the modules run. */
	readonly scope: object;
	/** Source text of a module or chunk; rejects where there is none. */
	fetchSource(specifier: string): Promise<string>;
	/** Makes a source text something that can be imported. */
	toUrl(source: string): string;
	importUrl(url: string): Promise<object>;
}

/**
 * Loads modules that come as text: each once, the chunks that they import first, since a blob has no neighbours that a
 * relative import could reach. What failed is tried again at the next import. The chunks must not import each other in
 * a circle; the build makes sure of that.
 */
export function createModuleLoader(host: ModuleLoaderHost): (specifier: string) => Promise<object> {
	const urls = new Map<string, Promise<string>>();
	const modules = new Map<string, Promise<object>>();
	const urlOf = (specifier: string): Promise<string> =>
		remembered(urls, specifier, async () => {
			const source = await host.fetchSource(specifier);
			const chunks = Array.from(source.matchAll(CHUNK)).flatMap((match) => (match[1] ? [] : [match[3]!]));
			const found = new Map(
				await Promise.all([...new Set(chunks)].map(async (c) => [c, await urlOf(c)] as const))
			);
			const linked = source.replace(CHUNK, (_all, call: string | undefined, _quote, chunk: string) =>
				call ? LATER + JSON.stringify(chunk) : JSON.stringify(found.get(chunk))
			);
			return host.toUrl(linked);
		});
	const load = (specifier: string): Promise<object> =>
		remembered(modules, specifier, async () => host.importUrl(await urlOf(specifier)));
	Object.defineProperty(host.scope, LOAD_CHUNK, { value: load, configurable: true });
	return load;
}

function remembered<T>(known: Map<string, Promise<T>>, key: string, load: () => Promise<T>): Promise<T> {
	const former = known.get(key);
	if (former) return former;
	const loading = load();
	known.set(key, loading);
	loading.catch(() => known.delete(key));
	return loading;
}
