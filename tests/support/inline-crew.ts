import type { Crew, Helper } from '#ml/crew.ts';

/** A crew in this thread; what is said is copied, as between threads. */
export function inlineCrew(
	most: number,
	createHelper: () => Helper
): Crew & { readonly hired: () => number } {
	let hired = 0;
	return {
		most,
		hired: () => hired,
		hire: (count) =>
			Array.from({ length: count }, () => {
				hired++;
				const helper = createHelper();
				return { ask: async (question) => structuredClone(await helper.answer(structuredClone(question))) };
			})
	};
}
