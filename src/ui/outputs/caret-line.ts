/** A line of source cut at the place of an error. */
export interface CaretLine {
	readonly before: string;
	/** The word at the place; empty at the end of the line. */
	readonly at: string;
	readonly after: string;
	/** As wide as what stands before the place, tabs kept. */
	readonly indent: string;
}

/** @param column 1-based; null stands for the first that is no blank */
export function caretLine(text: string, column: number | null): CaretLine {
	const blank = text.length - text.trimStart().length;
	const from = Math.min(text.length, Math.max(0, column === null ? blank : column - 1));
	const word = /^[\p{ID_Continue}$]+|^\S/u.exec(text.slice(from))?.[0] ?? '';
	const before = text.slice(0, from);
	const indent = before.replace(/[^\t]/g, ' ');
	return { before, at: word, after: text.slice(from + word.length), indent };
}
