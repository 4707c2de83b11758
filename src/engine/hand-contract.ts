/** What a hand (a further thread of a training instance) offers. */
export type HandContract = {
	/** Loads the algorithm's helper. */
	begin: { params: { readonly algorithm: string }; result: null };
	/** The helper's answer, in the order of the questions. */
	ask: { params: unknown; result: unknown };
};
