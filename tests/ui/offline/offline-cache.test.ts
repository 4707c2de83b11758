import { beforeEach, describe, expect, it } from 'vitest';
import { OfflineCache, cacheName, type OfflineWorld } from '#ui/offline/offline-cache.ts';
import { versionLock, type Precache } from '#ui/offline/precache.ts';

const SCOPE = 'https://school.example/course/';

/** A cache storage in memory, as far as the store uses one. */
class Caches {
	readonly stored = new Map<string, Map<string, string>>();

	async open(name: string): Promise<unknown> {
		const entries = this.stored.get(name) ?? new Map<string, string>();
		this.stored.set(name, entries);
		return {
			match: async (url: string) => (entries.has(url) ? new Response(entries.get(url)) : undefined),
			put: async (url: string, response: Response) => void entries.set(url, await response.text()),
			keys: async () => [...entries.keys()].map((url) => ({ url }))
		};
	}

	async keys(): Promise<string[]> {
		return [...this.stored.keys()];
	}

	async delete(name: string): Promise<boolean> {
		return this.stored.delete(name);
	}
}

/** A host, a browser and its cache storage; what the host lacks is missing, what is fetched is noted. */
class World implements OfflineWorld {
	readonly scope = SCOPE;
	readonly store = new Caches();
	readonly caches = this.store as unknown as CacheStorage;
	readonly host = new Map<string, string>();
	fetched: string[] = [];
	locks: string[] = [];
	pages = 0;

	async fetch(address: string): Promise<Response> {
		this.fetched.push(address.slice(SCOPE.length));
		const body = this.host.get(address.slice(SCOPE.length));
		if (body === undefined) return new Response('not here', { status: 404 });
		const type = body.startsWith('<!doctype') ? 'text/html' : 'text/javascript';
		return new Response(body, { headers: { 'content-type': type } });
	}

	async heldLocks(): Promise<readonly string[]> {
		return this.locks;
	}

	async openPages(): Promise<number> {
		return this.pages;
	}
}

const V1: Precache = { version: 'v1', shell: ['./', './assets/entry-1.js'], rest: ['./assets/plot-1.js'] };
const V2: Precache = { version: 'v2', shell: ['./', './assets/entry-2.js'], rest: ['./assets/plot-1.js'] };

let world: World;

function deploy(version: string, ...files: string[]): void {
	world.host.clear();
	world.host.set('', `<!doctype html><meta name="sagebrush-build" content="${version}">`);
	for (const file of files) world.host.set(file, `// ${file}`);
}

function get(path: string, mode: RequestMode = 'cors'): Pick<Request, 'method' | 'mode' | 'url'> {
	return { method: 'GET', mode, url: `${SCOPE}${path}` };
}

beforeEach(() => {
	world = new World();
	deploy('v1', 'assets/entry-1.js', 'assets/plot-1.js');
});

describe('OfflineCache', () => {
	it('answers the page, under any of its addresses, and every file of the build without the network', async () => {
		const cache = new OfflineCache(V1, world);
		await cache.storeShell();
		expect(await cache.fill(() => {})).toBe(cache.total);
		world.host.clear();
		world.fetched = [];
		for (const path of ['', 'index.html', '?from=link'])
			expect(await (await cache.answer(get(path, 'navigate')))?.text()).toContain('v1');
		expect(await (await cache.answer(get('assets/plot-1.js')))?.text()).toBe('// assets/plot-1.js');
		expect(world.fetched).toEqual([]);
	});

	it('leaves to the network what is no file of a build: other methods, other places, other files', () => {
		const cache = new OfflineCache(V1, world);
		expect(cache.answer({ ...get('assets/plot-1.js'), method: 'POST' })).toBeNull();
		expect(cache.answer({ method: 'GET', mode: 'cors', url: 'https://elsewhere.example/x.js' })).toBeNull();
		expect(cache.answer(get('notes.txt'))).toBeNull();
	});

	it('stores the shell whole or not at all', async () => {
		world.host.delete('assets/entry-1.js');
		await expect(new OfflineCache(V1, world).storeShell()).rejects.toThrow('404');
		expect(await world.store.keys()).toEqual([]);
	});

	it('refuses the page of another build, as a host gives it in the midst of a deployment', async () => {
		deploy('v2', 'assets/entry-1.js');
		await expect(new OfflineCache(V1, world).storeShell()).rejects.toThrow('another build');
	});

	it('never takes a page for a script, as hosts answer that know no 404', async () => {
		world.host.set('assets/plot-1.js', '<!doctype html>');
		const cache = new OfflineCache(V1, world);
		expect(await cache.fill(() => {})).toBe(2);
	});

	it('goes on when one file cannot be had, tells how far it is, and gets the rest the next time', async () => {
		world.host.delete('assets/entry-1.js');
		const cache = new OfflineCache(V1, world);
		const told: number[] = [];
		expect(await cache.fill((stored) => told.push(stored))).toBe(2);
		expect(told).toEqual([0, 1, 2]);
		deploy('v1', 'assets/entry-1.js');
		world.fetched = [];
		expect(await cache.fill(() => {})).toBe(3);
		expect(world.fetched).toEqual(['assets/entry-1.js']);
	});

	it('takes files that did not change from the older build instead of the network', async () => {
		await new OfflineCache(V1, world).fill(() => {});
		deploy('v2', 'assets/entry-2.js');
		world.fetched = [];
		const next = new OfflineCache(V2, world);
		expect(await next.fill(() => {})).toBe(next.total);
		expect(world.fetched.sort()).toEqual(['', 'assets/entry-2.js']);
	});

	it('still answers an open page of the older build after the new one has taken over', async () => {
		await new OfflineCache(V1, world).fill(() => {});
		deploy('v2');
		const found = await new OfflineCache(V2, world).answer(get('assets/entry-1.js'));
		expect(await found?.text()).toBe('// assets/entry-1.js');
	});

	it('drops builds that no page uses, and none while a page has not said what it uses', async () => {
		for (const build of [V1, { ...V1, version: 'v0' }]) {
			deploy(build.version, 'assets/entry-1.js', 'assets/plot-1.js');
			await new OfflineCache(build, world).fill(() => {});
		}
		deploy('v2', 'assets/entry-2.js', 'assets/plot-1.js');
		const next = new OfflineCache(V2, world);
		await next.fill(() => {});
		world.pages = 2;
		world.locks = [versionLock(SCOPE, 'v1'), 'another lock'];
		await next.dropUnused();
		expect(await world.store.keys()).toHaveLength(3);
		world.pages = 1;
		await next.dropUnused();
		expect(new Set(await world.store.keys())).toEqual(
			new Set([cacheName(SCOPE, 'v1'), cacheName(SCOPE, 'v2')])
		);
	});
});
