import { UserError } from '#base/errors.ts';
import type { NotebookDocument } from '../document/notebook-document.ts';
import { LIMITS } from './limits.ts';
import { readMarkdown } from './markdown.ts';
import { readPercent } from './percent.ts';
import { readIpynb } from './read-ipynb.ts';
import { readText } from './read-text.ts';

/** Endings of the files that {@link readNotebookFile} reads, for a file picker. */
export const NOTEBOOK_ENDINGS: readonly string[] = ['.ipynb', '.md', '.ts', '.js', '.mts', '.mjs'];

/**
 * Reads a notebook from a file, by the ending of its name: `.ipynb` (or `.json`), Markdown, or a script in percent format.
 *
 * Throws a UserError: `UnknownFileKind` for another ending, `FileTooLarge`, `NotText`, and what the reader of that kind
 * throws.
 */
export function readNotebookFile(name: string, bytes: Uint8Array): NotebookDocument {
	const ending = /\.[^.\\/]+$/.exec(name)?.[0].toLowerCase() ?? '';
	switch (ending) {
		case '.ipynb':
		case '.json':
			return readIpynb(name, readText(name, bytes));
		case '.md':
		case '.markdown':
			return readMarkdown(name, readText(name, bytes, LIMITS.scriptBytes));
		case '.ts':
		case '.mts':
		case '.js':
		case '.mjs':
			return readPercent(name, readText(name, bytes, LIMITS.scriptBytes));
		default:
			throw new UserError(
				'UnknownFileKind',
				`${name} ends in '${ending}'; notebooks are read from ${NOTEBOOK_ENDINGS.join(', ')}.`
			);
	}
}
