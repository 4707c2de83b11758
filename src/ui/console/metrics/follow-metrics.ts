import type { CloudState } from '#state/cloud/cloud.svelte.ts';
import { followChanges } from '../follow-changes.ts';

/** A busy endpoint has a new value with every request; nobody reads faster than that. */
const GATHER_MS = 1_000;

/** Reads anew when metrics may have new values. Returns the end of it. */
export function followMetrics(cloud: Pick<CloudState, 'onEvents'>, read: () => Promise<unknown>): () => void {
	return followChanges<true>({
		onEvents: (listener) => cloud.onEvents(listener),
		// Requests to endpoints are counted without a change of their own.
		dueAfter: (event) =>
			event.type === 'reset' ||
			event.type === 'endpoint' ||
			(event.type === 'changed' && event.tables.includes('metricHours'))
				? [true]
				: [],
		refresh: read,
		gatherMs: GATHER_MS
	});
}
