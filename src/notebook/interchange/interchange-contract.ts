import type { NotebookDocument } from '../document/notebook-document.ts';
import type { Everything, ReadEverything } from './everything.ts';

/** What the worker that reads and writes files offers: a large file must not hold up the page. */
export type InterchangeContract = {
	/** One notebook; see `readNotebookFile`. */
	read: { params: { readonly name: string; readonly bytes: Uint8Array }; result: NotebookDocument };
	/** All that is in an archive; see `readEverything`. */
	unpack: { params: { readonly name: string; readonly bytes: Uint8Array }; result: ReadEverything };
	/** The archive of everything; see `writeEverything`. */
	pack: { params: { readonly everything: Everything; readonly now: number }; result: Uint8Array };
};
