/** Work that has waited so long is done even where the page is never idle, milliseconds. */
const PATIENCE_MS = 1000;
/** What is left of an idle period must be this long for a further piece of work, milliseconds. */
const ENOUGH_MS = 12;

const waiting = new Set<() => void>();
let isAsked = false;

/**
 * Does a piece of work when the page has nothing better to do, such as scrolling or answering a key; pieces in the order
 * in which they came. Returns what takes it out of the queue.
 */
export function whenIdle(work: () => void): () => void {
	waiting.add(work);
	ask();
	return () => void waiting.delete(work);
}

function ask(): void {
	if (isAsked || waiting.size === 0) return;
	isAsked = true;
	// One of the browsers has no idle callbacks.
	if (typeof requestIdleCallback === 'function') requestIdleCallback(drain, { timeout: PATIENCE_MS });
	else setTimeout(() => drain({ timeRemaining: () => 0 }), 30);
}

function drain(deadline: { timeRemaining(): number }): void {
	isAsked = false;
	do {
		const [work] = waiting;
		if (!work) return;
		waiting.delete(work);
		work();
	} while (deadline.timeRemaining() > ENOUGH_MS);
	ask();
}
