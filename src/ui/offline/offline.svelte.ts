import { versionLock, type OfflineProgress, type OfflineRequest } from './precache.ts';

/** How far this browser has come with storing the page. */
export type OfflineStatus =
	/** Nothing is stored: a development server, a browser that cannot, or a start that failed. */
	| { readonly kind: 'off' }
	/** `stored` of `total` files; it goes on when the page is idle, and waits where the learner saves data. */
	| { readonly kind: 'storing'; readonly stored: number; readonly total: number }
	/** Everything is stored: the page works without a network. */
	| { readonly kind: 'ready' };

/** The longest that a new version may take to serve before the page is loaded anew all the same, ms. */
const TAKE_OVER_MS = 4_000;
/** How often an open page asks whether there is a new version, ms. */
const ASK_EVERY_MS = 60 * 60_000;
const TOLD = 'sagebrush-offline-told';

let status = $state.raw<OfflineStatus>({ kind: 'off' });
let isNews = $state.raw(false);
let waiting = $state.raw<ServiceWorker | null>(null);

/** How far storing has come. Reactive. */
export function offlineStatus(): OfflineStatus {
	return status;
}

/** Whether the learner is to be told that the page works offline now: once in this browser. Reactive. */
export function hasOfflineNews(): boolean {
	return isNews;
}

/** The learner has read it. */
export function dismissOfflineNews(): void {
	isNews = false;
}

/** Whether a newer version of the page is stored and waits. Reactive. */
export function hasUpdate(): boolean {
	return waiting !== null;
}

/** Not now: the new version serves the next visit. */
export function dismissUpdate(): void {
	waiting = null;
}

/** Loads the page anew in its newer version. Cells and jobs that run end with it: only the learner may ask for this. */
export function useUpdate(): void {
	if (!waiting) return;
	const reload = (): void => location.reload();
	navigator.serviceWorker.addEventListener('controllerchange', reload, { once: true });
	setTimeout(reload, TAKE_OVER_MS);
	ask(waiting, { kind: 'take over' });
}

/**
 * Registers the service worker of the build in which this page was served, lets it store the rest of the build once the
 * page is idle, and watches for new versions. Does nothing where the page is no build or the browser has no service
 * workers. To be called after the page has started; it delays nothing. Never rejects.
 */
export async function startOffline(): Promise<void> {
	const version = document.querySelector<HTMLMetaElement>('meta[name="sagebrush-build"]')?.content;
	if (version === undefined || !('serviceWorker' in navigator)) return;
	const scope = document.baseURI.replace(/[^/]*([?#].*)?$/, '');
	holdVersion(scope, version);
	navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<OfflineProgress>) => {
		if (data.kind === 'progress' && data.version === version) follow(data);
	});
	navigator.serviceWorker.startMessages();
	try {
		const registration = await navigator.serviceWorker.register(`${scope}sw.js`, {
			scope,
			updateViaCache: 'none'
		});
		watchUpdates(registration);
		await navigator.serviceWorker.ready;
		if (registration.active) fillWhenIdle(registration.active);
	} catch {
		// Private windows and full disks refuse it: the page works as long as there is a network.
	}
}

/** Held until the page goes, so that no worker drops the files of a version that is open. */
function holdVersion(scope: string, version: string): void {
	void navigator.locks
		?.request(versionLock(scope, version), { mode: 'shared' }, () => new Promise<void>(() => {}))
		.catch(() => {});
}

function follow({ stored, total }: OfflineProgress): void {
	status = stored < total ? { kind: 'storing', stored, total } : { kind: 'ready' };
	if (stored < total) return;
	try {
		isNews = localStorage.getItem(TOLD) === null;
		localStorage.setItem(TOLD, 'yes');
	} catch {
		// A browser that keeps nothing for us is not told each time.
	}
}

function watchUpdates(registration: ServiceWorkerRegistration): void {
	const offer = (worker: ServiceWorker | null): void => {
		// Without a controller it is the first version, no new one.
		if (!worker || !navigator.serviceWorker.controller) return;
		waiting = worker;
		fillWhenIdle(worker);
	};
	offer(registration.waiting);
	registration.addEventListener('updatefound', () => {
		const { installing } = registration;
		installing?.addEventListener('statechange', () => {
			if (installing.state === 'installed') offer(installing);
		});
	});
	setInterval(() => void registration.update().catch(() => {}), ASK_EVERY_MS);
}

/** Who saves data has stored what the page needs to begin; the rest comes with its use. */
function fillWhenIdle(worker: ServiceWorker): void {
	const { connection } = navigator as Navigator & { connection?: { readonly saveData?: boolean } };
	const fill = (): void => ask(worker, { kind: connection?.saveData === true ? 'look' : 'fill' });
	if ('requestIdleCallback' in globalThis) requestIdleCallback(fill, { timeout: 10_000 });
	else setTimeout(fill, 2_000);
}

function ask(worker: ServiceWorker, request: OfflineRequest): void {
	worker.postMessage(request);
}
