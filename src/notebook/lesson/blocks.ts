/** Cuts the body of a lesson into its fences and the text between them. */

export interface FenceBlock {
	readonly kind: 'fence';
	/** What stands behind the opening marks, trimmed. */
	readonly info: string;
	readonly body: string;
	/** 1-based line of the opening marks. */
	readonly line: number;
	readonly closed: boolean;
	/** The block as it was written, marks included. */
	readonly raw: string;
}

export interface TextBlock {
	readonly kind: 'text';
	readonly text: string;
	readonly line: number;
}

export type Block = FenceBlock | TextBlock;

const OPENING = /^(`{3,}|~{3,})([^`]*)$/;

/**
 * Blocks in order. A fence opens with three or more backticks or tildes at the beginning of a line and closes with at
 * least as many of the same, alone on a line; one that never closes reaches to the end.
 *
 * @param firstLine number of the first line, for messages
 */
export function splitBlocks(lines: readonly string[], firstLine: number): Block[] {
	const blocks: Block[] = [];
	let textFrom = 0;
	let i = 0;
	const flushText = (end: number): void => {
		if (end > textFrom) {
			const text = lines.slice(textFrom, end).join('\n');
			blocks.push({ kind: 'text', text, line: firstLine + textFrom });
		}
	};
	while (i < lines.length) {
		const opening = OPENING.exec(lines[i]!);
		if (!opening) {
			i++;
			continue;
		}
		flushText(i);
		const end = closingLine(lines, i, opening[1]!);
		const closed = end < lines.length;
		blocks.push({
			kind: 'fence',
			info: opening[2]!.trim(),
			body: lines.slice(i + 1, end).join('\n'),
			line: firstLine + i,
			closed,
			raw: lines.slice(i, end + 1).join('\n')
		});
		i = end + 1;
		textFrom = i;
	}
	flushText(lines.length);
	return blocks;
}

function closingLine(lines: readonly string[], from: number, marks: string): number {
	for (let i = from + 1; i < lines.length; i++) {
		const line = lines[i]!.trimEnd();
		if (line.length >= marks.length && line === marks[0]!.repeat(line.length)) return i;
	}
	return lines.length;
}
