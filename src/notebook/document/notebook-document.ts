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
	/**
	 * The text of the file around its cells, one piece more than there were cells; only where writing it anew would differ.
	 * Whoever changes a notebook hands it on.
	 */
	readonly frame?: readonly string[];
}

export type DocumentCell = {
	/** As nbformat 4.5 has it: 1–64 of letters, digits, `-` and `_`, unique in the notebook. */
	readonly id: string;
	readonly source: string;
	/** The cell's own metadata, unread. */
	readonly metadata: JsonObject;
	/**
	 * The JSON text that the cell had in its file, only where writing it anew would differ: a number's spelling, an output's
	 * metadata, a member unknown to us. Whoever changes a cell hands it on: what is written then is this text with the
	 * changed members put in.
	 */
	readonly original?: string;
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
