import { OfflineCache } from './offline-cache.ts';
import type { OfflineProgress, OfflineRequest, Precache } from './precache.ts';

/** The part of a service worker's global scope that is used here; the library of the DOM does not have it. */
interface WorkerScope {
	readonly registration: { readonly scope: string };
	readonly clients: {
		claim(): Promise<void>;
		matchAll(options: { type: 'window'; includeUncontrolled: true }): Promise<readonly WindowClient[]>;
	};
	skipWaiting(): Promise<void>;
	addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void;
	addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
	addEventListener(type: 'message', listener: (event: Extendable & { data: unknown }) => void): void;
}

interface WindowClient {
	readonly frameType: string;
	postMessage(message: OfflineProgress): void;
}

interface Extendable {
	waitUntil(work: Promise<unknown>): void;
}

interface Fetching extends Extendable {
	readonly request: Request;
	respondWith(answer: Promise<Response>): void;
}

declare const self: WorkerScope;
/** Put in by tools/offline-plugin.ts. */
declare const SAGEBRUSH_PRECACHE: Precache;

const { scope } = self.registration;
const cache = new OfflineCache(SAGEBRUSH_PRECACHE, {
	scope,
	caches,
	fetch: (address, init) => fetch(address, init),
	heldLocks: async () => ((await navigator.locks.query()).held ?? []).map(({ name }) => name ?? ''),
	openPages: async () => (await pages()).length
});

self.addEventListener('install', (event) => event.waitUntil(cache.storeShell()));

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
	const answer = cache.answer(event.request);
	if (answer) event.respondWith(answer);
});

self.addEventListener('message', (event) => {
	const { kind } = event.data as OfflineRequest;
	if (kind === 'take over') event.waitUntil(self.skipWaiting());
	if (kind === 'fill') event.waitUntil(fill());
	if (kind === 'look') event.waitUntil(look());
});

/** Older builds go last: until then their files need not be fetched again. */
async function fill(): Promise<void> {
	const stored = await cache.fill((count) => void report(count));
	if (stored === cache.total) await cache.dropUnused();
}

async function look(): Promise<void> {
	await report(await cache.count());
	await cache.dropUnused();
}

async function report(stored: number): Promise<void> {
	const message = {
		kind: 'progress',
		version: SAGEBRUSH_PRECACHE.version,
		stored,
		total: cache.total
	} as const;
	for (const page of await pages()) page.postMessage(message);
}

/** The open pages of this place; frames inside them do not count. */
async function pages(): Promise<readonly WindowClient[]> {
	const found = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
	return found.filter(({ frameType }) => frameType === 'top-level');
}
