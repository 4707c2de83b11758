const INTERVAL_MS = 16;

/** For a region that computes: others wait for its answers. */
export const REGION_INTERVAL_MS = 4;

/**
 * Lets a worker that computes hear its messages: a function to be awaited often, which now and then gives the event
 * loop one turn. A message channel does that at once, where a timer would wait four milliseconds.
 * @param intervalMs real time between two turns
 */
export function createBreath(intervalMs = INTERVAL_MS): () => Promise<void> {
	let last = performance.now();
	return async () => {
		if (performance.now() - last < intervalMs) return;
		await new Promise<void>((resolve) => {
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = () => {
				port1.close();
				resolve();
			};
			port2.postMessage(null);
		});
		last = performance.now();
	};
}
