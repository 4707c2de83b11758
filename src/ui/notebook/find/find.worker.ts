import { toErrorRecord } from '#base/errors.ts';
import { findPlaces, type FindQuery, type FoundPlace } from './find-query.ts';

/** What the worker is asked. */
export interface FindRequest {
	readonly texts: readonly string[];
	readonly query: FindQuery;
	readonly replacement: string;
}

/** What it says first of all: from now on it is the search that takes time, not the start. */
export type FindReady = { readonly kind: 'ready' };

/** What it answers; `message` explains a pattern that JavaScript cannot read. */
export type FindAnswer =
	| { readonly kind: 'found'; readonly places: readonly FoundPlace[] }
	| { readonly kind: 'bad pattern'; readonly message: string };

addEventListener('message', ({ data }: MessageEvent<FindRequest>) => {
	postMessage(answer(data));
});
postMessage({ kind: 'ready' } satisfies FindReady);

function answer({ texts, query, replacement }: FindRequest): FindAnswer {
	try {
		return { kind: 'found', places: findPlaces(texts, query, replacement) };
	} catch (error) {
		return { kind: 'bad pattern', message: toErrorRecord(error).message };
	}
}
