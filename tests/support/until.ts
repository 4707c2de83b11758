/** What has not come by then does not come, ms; work outside the thread has its time on a busy machine too. */
const PATIENCE_MS = 20_000;

/** Waits, one turn of Node after another, until `test` holds. */
export async function until<T>(look: () => Promise<T>, test: (value: T) => boolean): Promise<T> {
	const end = performance.now() + PATIENCE_MS;
	do {
		const value = await look();
		if (test(value)) return value;
		await new Promise((resolve) => setImmediate(resolve));
	} while (performance.now() < end);
	throw new Error('What was waited for did not come.');
}
