import { PAGE, versionLock, type Precache } from './precache.ts';

/** What the store needs from a service worker's surroundings. */
export interface OfflineWorld {
	/** Where the build lies, with a slash at the end. */
	readonly scope: string;
	readonly caches: CacheStorage;
	fetch(address: string, init?: RequestInit): Promise<Response>;
	/** Names of the locks that are held now. */
	heldLocks(): Promise<readonly string[]>;
	/** How many pages of this scope are open. */
	openPages(): Promise<number>;
}

const AT_ONCE = 3;

/**
 * The files of one build in the browser's cache storage: exactly those that the build lists, under a cache of the
 * build's own version. Nothing else is ever stored.
 */
export class OfflineCache {
	readonly #precache: Precache;
	readonly #world: OfflineWorld;
	readonly #files: ReadonlySet<string>;

	constructor(precache: Precache, world: OfflineWorld) {
		this.#precache = precache;
		this.#world = world;
		this.#files = new Set([...precache.shell, ...precache.rest].map((path) => this.#address(path)));
	}

	/** How many files the whole build has. */
	get total(): number {
		return this.#files.size;
	}

	/** Stores the shell, whole or not at all: rejects when a file of it cannot be had or belongs to another build. */
	async storeShell(): Promise<void> {
		try {
			await this.#store(this.#precache.shell, () => {});
		} catch (error) {
			await this.#world.caches.delete(this.#name(this.#precache.version));
			throw error;
		}
	}

	/** How many files of the build are stored. */
	async count(): Promise<number> {
		const known = await this.#known();
		return [...this.#files].filter((url) => known.has(url)).length;
	}

	/**
	 * Stores what is still missing. A file that cannot be had is left for the next time.
	 * @returns how many files are stored now
	 */
	async fill(onProgress: (stored: number) => void): Promise<number> {
		const known = await this.#known();
		let stored = await this.count();
		const all = [...this.#precache.shell, ...this.#precache.rest];
		const missing = all.filter((path) => !known.has(this.#address(path)));
		onProgress(stored);
		await this.#store(missing, () => onProgress(++stored), true);
		return stored;
	}

	/**
	 * The answer to a request of a page, or null where the network must answer as if we were not here: for anything but
	 * GET, other places, and what no build of ours has listed.
	 */
	answer(request: Pick<Request, 'method' | 'mode' | 'url'>): Promise<Response> | null {
		if (request.method !== 'GET' || !request.url.startsWith(this.#world.scope)) return null;
		const url = new URL(request.url);
		url.hash = '';
		const isPage = [this.#world.scope, `${this.#world.scope}index.html`].includes(
			`${url.origin}${url.pathname}`
		);
		if (isPage && request.mode === 'navigate') return this.#own(this.#address(PAGE));
		if (this.#files.has(url.href)) return this.#own(url.href);
		return url.href.startsWith(`${this.#world.scope}assets/`) ? this.#ofAnotherBuild(url.href) : null;
	}

	/** Drops the caches of builds that no open page uses. Leaves all as it is while a page has not said what it uses. */
	async dropUnused(): Promise<void> {
		const held = await this.#world.heldLocks();
		const ours = held.filter((name) => name.startsWith(versionLock(this.#world.scope, '')));
		if ((await this.#world.openPages()) > ours.length) return;
		for (const name of await this.#names()) {
			const version = name.slice(this.#name('').length);
			const isUsed =
				version === this.#precache.version || ours.includes(versionLock(this.#world.scope, version));
			if (!isUsed) await this.#world.caches.delete(name);
		}
	}

	async #own(url: string): Promise<Response> {
		const cache = await this.#open();
		const isHashed = url.startsWith(`${this.#world.scope}assets/`);
		const stored = (await cache.match(url)) ?? (isHashed ? await this.#stored(url) : undefined);
		if (stored) return stored;
		const fresh = await this.#world.fetch(url);
		if (isRight(url, fresh)) await cache.put(url, fresh.clone()).catch(() => {});
		return fresh;
	}

	/** A page that was opened before an update asks for a file that the present build does not have. */
	async #ofAnotherBuild(url: string): Promise<Response> {
		return (await this.#stored(url)) ?? this.#world.fetch(url);
	}

	async #stored(url: string): Promise<Response | undefined> {
		for (const name of await this.#names()) {
			const found = await (await this.#world.caches.open(name)).match(url);
			if (found) return found;
		}
		return undefined;
	}

	async #store(paths: readonly string[], onStored: () => void, mayMiss = false): Promise<void> {
		const cache = await this.#open();
		const waiting = [...paths];
		const store = async (path: string): Promise<void> => {
			await cache.put(this.#address(path), await this.#get(path));
			onStored();
		};
		const work = async (): Promise<void> => {
			for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
				if (mayMiss) await store(path).catch(() => {});
				else await store(path);
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, work));
	}

	/** A file whose name carries its hash is taken from an older build's cache where that has it. */
	async #get(path: string): Promise<Response> {
		const url = this.#address(path);
		const isHashed = path.startsWith('./assets/');
		const kept = isHashed ? await this.#stored(url) : undefined;
		if (kept) return kept;
		const response = await this.#world.fetch(url, isHashed ? {} : { cache: 'reload' });
		if (!isRight(url, response)) throw new TypeError(`${url} answered ${response.status}.`);
		return path === PAGE ? this.#page(response) : response;
	}

	/** The page without its redirects, which a navigation may not be answered with; it must be of this very build. */
	async #page(response: Response): Promise<Response> {
		const html = await response.text();
		if (!html.includes(this.#precache.version))
			throw new TypeError('The page belongs to another build by now.');
		return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } });
	}

	async #known(): Promise<ReadonlySet<string>> {
		const cache = await this.#open();
		return new Set((await cache.keys()).map(({ url }) => url));
	}

	#open(): Promise<Cache> {
		return this.#world.caches.open(this.#name(this.#precache.version));
	}

	async #names(): Promise<readonly string[]> {
		return (await this.#world.caches.keys()).filter((name) => name.startsWith(this.#name('')));
	}

	#name(version: string): string {
		return cacheName(this.#world.scope, version);
	}

	#address(path: string): string {
		return new URL(path, this.#world.scope).href;
	}
}

/** Name of the cache of a build; without a version, how the names of all builds at that place begin. */
export function cacheName(scope: string, version: string): string {
	return `sagebrush-offline ${scope} ${version}`;
}

/** Some hosts answer what is missing with the page: that is not the file. */
function isRight(url: string, response: Response): boolean {
	const isHtml = response.headers.get('content-type')?.startsWith('text/html') ?? false;
	return response.ok && (!isHtml || url.endsWith('/') || url.endsWith('.html'));
}
