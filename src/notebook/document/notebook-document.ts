import type { Output } from '../outputs.ts';

/**
 * A whole notebook as one value: what a file, a link or the learner's own shelf holds. Foreign metadata are kept as they
 * came, so that a notebook made elsewhere goes out as it came in.
 */
export interface NotebookDocument {
	readonly format: 1;
	/** The first heading or the file's name; shown, never run. */
	readonly title: string;
	readonly cells: readonly DocumentCell[];
	/** The file's own metadata, unread. */
	readonly metadata: JsonObject;
}

export type DocumentCell = {
	/** As nbformat 4.5 has it: 1–64 of letters, digits, `-` and `_`, unique in the notebook. */
	readonly id: string;
	readonly source: string;
	/** The cell's own metadata, unread. */
	readonly metadata: JsonObject;
} & (
	| { readonly kind: 'markdown'; readonly attachments: JsonObject | null }
	| { readonly kind: 'raw' }
	| {
			readonly kind: 'code';
			/** `ts` and `js` can be run here; any other language (`python`) is shown and kept. */
			readonly language: string;
			readonly outputs: readonly Output[];
			/** Outputs that this notebook cannot show, as they stood in the file; null where there are none. */
			readonly foreignOutputs: readonly JsonObject[] | null;
			readonly executionCount: number | null;
	  }
);

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
	readonly [key: string]: Json;
}
