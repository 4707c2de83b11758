import { bridge } from '../kernel/bridge.ts';

/** What a cell gets for 'sagebrush': what this notebook has and AWS has not. */

/** The files of the lesson, by the names that its data list gives them. */
export const files = {
	/** A file's bytes. Rejects with a UserError that lists the files there are where the lesson has none of that name. */
	bytes(name: string): Promise<Uint8Array> {
		return bridge().file(name);
	},

	/** A file's text, read as UTF-8. Rejects as `bytes` does. */
	async text(name: string): Promise<string> {
		return new TextDecoder().decode(await bridge().file(name));
	}
};
