/** What one build consists of; tools/offline-plugin.ts writes it into the service worker. */
export interface Precache {
	/** Changes whenever any file of the build changes; the page carries it in `<meta name="sagebrush-build">`. */
	readonly version: string;
	/** Addresses relative to the worker's scope that must be stored before the worker may serve anything. */
	readonly shell: readonly string[];
	/** The rest, in the order in which it is fetched when the page is idle. */
	readonly rest: readonly string[];
}

/** The page itself: what every address without a file of its own answers. */
export const PAGE = './';

/** What a page asks of the worker. */
export type OfflineRequest =
	/** Store what is still missing and drop what no page uses any more. */
	| { readonly kind: 'fill' }
	/** Say how much is stored, and store nothing. */
	| { readonly kind: 'look' }
	/** Serve from now on, though another worker still does. */
	| { readonly kind: 'take over' };

/** What the worker tells every page while it stores. */
export interface OfflineProgress {
	readonly kind: 'progress';
	readonly version: string;
	readonly stored: number;
	readonly total: number;
}

/** Name of the lock that every open page of a version holds, so that the worker knows which versions are in use. */
export function versionLock(scope: string, version: string): string {
	return `sagebrush-build ${scope} ${version}`;
}
