export type Route =
	| { readonly page: 'home' }
	| { readonly page: 'lesson'; readonly id: string }
	| { readonly page: 'notebook'; readonly id: string }
	/** The address carries the whole notebook. */
	| { readonly page: 'link'; readonly hash: string }
	| { readonly page: 'unknown'; readonly path: string };

/** Reads the hash of an address, e.g. `#/lessons/boston-housing-deploy`. An empty one is home. */
export function parseRoute(hash: string): Route {
	if (hash.startsWith('#nb=')) return { page: 'link', hash };
	const path = hash.replace(/^#/, '');
	if (path === '' || path === '/') return { page: 'home' };
	const [, shelf, id] = /^\/(lessons|notebooks)\/([^/?]+)\/?$/.exec(path) ?? [];
	if (id === undefined) return { page: 'unknown', path };
	return { page: shelf === 'lessons' ? 'lesson' : 'notebook', id: decode(id) };
}

/** The hash of a lesson's page. */
export function lessonHref(id: string): string {
	return `#/lessons/${encodeURIComponent(id)}`;
}

/** The hash of the page of one of the learner's own notebooks. */
export function notebookHref(id: string): string {
	return `#/notebooks/${encodeURIComponent(id)}`;
}

/** A broken percent sign in a typed address is no reason to fail. */
function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
