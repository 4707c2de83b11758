import type { RegionEvent } from '#sim/events.ts';

/** Changes come in bursts; what they concern is asked for once for each. */
const GATHER_MS = 200;

interface Following<T> {
	/** As `CloudState.onEvents`. */
	readonly onEvents: (listener: (events: readonly RegionEvent[]) => void) => () => void;
	/** What must be asked for anew after an event. */
	readonly dueAfter: (event: RegionEvent) => Iterable<T>;
	/** Asks; never rejects. */
	readonly refresh: (due: readonly T[]) => Promise<unknown>;
	readonly gatherMs?: number;
}

/**
 * Asks anew for what the region says has changed, one round after another, and only while the page is seen. Returns the
 * end of it.
 */
export function followChanges<T>(following: Following<T>): () => void {
	const { onEvents, dueAfter, refresh, gatherMs = GATHER_MS } = following;
	const due = new Set<T>();
	let timer: ReturnType<typeof setTimeout> | undefined;
	let isAsking = false;

	function arrange(): void {
		if (due.size > 0 && !isAsking && document.visibilityState === 'visible') {
			timer ??= setTimeout(ask, gatherMs);
		}
	}

	function ask(): void {
		timer = undefined;
		const wanted = [...due];
		due.clear();
		isAsking = true;
		void refresh(wanted).finally(() => {
			isAsking = false;
			arrange();
		});
	}

	const unhear = onEvents((events) => {
		for (const event of events) for (const one of dueAfter(event)) due.add(one);
		arrange();
	});
	document.addEventListener('visibilitychange', arrange);
	return () => {
		unhear();
		clearTimeout(timer);
		due.clear();
		document.removeEventListener('visibilitychange', arrange);
	};
}
