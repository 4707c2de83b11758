/** Waits, one turn of Node after another, until `test` holds. Fails after 1000 turns. */
export async function until<T>(look: () => Promise<T>, test: (value: T) => boolean): Promise<T> {
	for (let turn = 0; turn < 1000; turn++) {
		const value = await look();
		if (test(value)) return value;
		await new Promise((resolve) => setImmediate(resolve));
	}
	throw new Error('What was waited for did not come.');
}
