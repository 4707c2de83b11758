/** Work that has waited so long is done even where the page is never idle, milliseconds. */
const PATIENCE_MS = 1000;
/** What is left of an idle period must be this long for a further piece of work, milliseconds. */
const ENOUGH_MS = 12;

type Work = () => void | Promise<void>;

const soon = new Set<Work>();
const later = new Set<Work>();
let isAsked = false;

/**
 * Does a piece of work when the page has nothing better to do, such as scrolling or answering a key; pieces in the order
 * in which they came, those for `soon` (what is in sight) before those for `later`. Returns what takes it out of the queue.
 */
export function whenIdle(work: Work, when: 'soon' | 'later' = 'later'): () => void {
	const queue = when === 'soon' ? soon : later;
	queue.add(work);
	ask();
	return () => void queue.delete(work);
}

function ask(): void {
	if (isAsked || soon.size + later.size === 0) return;
	isAsked = true;
	// One of the browsers has no idle callbacks.
	if (typeof requestIdleCallback === 'function')
		requestIdleCallback((deadline) => void drain(deadline), { timeout: PATIENCE_MS });
	else setTimeout(() => void drain({ timeRemaining: () => 0 }), 30);
}

async function drain(deadline: { timeRemaining(): number }): Promise<void> {
	do {
		const [work] = soon.size > 0 ? soon : later;
		if (!work) break;
		soon.delete(work);
		later.delete(work);
		// The page is written anew right after a change of state, not in it: only then does the time that is left count.
		await work();
	} while (deadline.timeRemaining() > ENOUGH_MS);
	isAsked = false;
	ask();
}
