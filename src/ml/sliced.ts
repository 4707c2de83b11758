/** Work that can pause: it yields wherever it has been at it for a few milliseconds. */
export type Sliced<T> = Generator<void, T, void>;

/** Does all of it without a pause. */
export function atOnce<T>(work: Sliced<T>): T {
	for (;;) {
		const { done, value } = work.next();
		if (done) return value;
	}
}

/** Does it piece by piece and awaits `breathe` between them: what waits meanwhile gets its turn. */
export async function inSlices<T>(work: Sliced<T>, breathe: () => Promise<void>): Promise<T> {
	for (;;) {
		const { done, value } = work.next();
		if (done) return value;
		await breathe();
	}
}
