import { structuredPatch } from 'diff';

export interface DiffLine {
	readonly kind: 'gone' | 'new' | 'same';
	readonly text: string;
}

const CONTEXT = 3;

/** Where two texts differ, line by line, with three lines around each place; empty for equal texts. */
export function diffHunks(before: string, after: string): readonly (readonly DiffLine[])[] {
	const { hunks } = structuredPatch('', '', `${before}\n`, `${after}\n`, '', '', { context: CONTEXT });
	return hunks.map(({ lines }) => lines.map(lineOf));
}

function lineOf(line: string): DiffLine {
	const text = line.slice(1);
	if (line.startsWith('-')) return { kind: 'gone', text };
	return { kind: line.startsWith('+') ? 'new' : 'same', text };
}
