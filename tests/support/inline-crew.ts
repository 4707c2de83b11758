import { Moved, type Crew, type Helper } from '#ml/crew.ts';

/** A crew in this thread; what is said is copied, as between threads, but for memory that is shared where it may be. */
export function inlineCrew(
	most: number,
	createHelper: () => Helper,
	sharesMemory = false
): Crew & { readonly hired: () => number } {
	let hired = 0;
	return {
		most,
		hired: () => hired,
		hire: (count) =>
			Array.from({ length: count }, () => {
				hired++;
				const helper = createHelper();
				return {
					sharesMemory,
					async ask(question, moved = []) {
						const answer = await helper.answer(structuredClone(question, { transfer: [...moved] }));
						if (!(answer instanceof Moved)) return structuredClone(answer);
						return structuredClone(answer.answer, { transfer: [...answer.buffers] });
					}
				};
			})
	};
}
