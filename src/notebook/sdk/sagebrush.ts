import { bridge } from '../kernel/bridge.ts';

/** What a cell gets for 'sagebrush': what a notebook needs and AWS has not. */

/**
 * The files of the lesson, by the names that its data list gives them. Both reject with a UserError that lists the files
 * there are where the lesson has none of that name.
 */
export const files = {
	/** A file's bytes. */
	bytes(name: string): Promise<Uint8Array> {
		return bridge().file(name);
	},

	/** A file's text, read as UTF-8. */
	async text(name: string): Promise<string> {
		return new TextDecoder().decode(await bridge().file(name));
	}
};

/**
 * Waits on the simulated clock: in the page a minute there is a second here. On AWS one waits with `setTimeout`. Rejects
 * when the cell is stopped.
 */
export function sleep(seconds: number): Promise<void> {
	return bridge().sleep(seconds * 1000);
}

export { tarGz, untarGz } from './tar-gz.ts';
export { progress, type ProgressBar, type ProgressOptions } from './progress.ts';
export { html, markdown, svg } from './show.ts';
