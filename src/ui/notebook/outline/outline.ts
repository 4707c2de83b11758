/** What an outline needs to know of a cell. */
export interface OutlineCell {
	readonly kind: 'markdown' | 'code';
	readonly source: string;
}

/** A line of the outline: a heading of a text cell, or a code cell. */
export interface OutlineEntry<C extends OutlineCell> {
	readonly cell: C;
	readonly kind: 'heading' | 'code';
	/** 1 to 6; that of a code cell is one below its heading's. */
	readonly level: number;
	/** Without Markdown's signs; empty for a code cell that bears no name. */
	readonly title: string;
	/** Which heading of its cell it is, from 0; 0 for a code cell. */
	readonly nth: number;
}

/**
 * The headings (`# Title` and underlined ones, outside of code) and code cells of a notebook, in order. A code cell is
 * named by a comment in its first line.
 */
export function outlineOf<C extends OutlineCell>(cells: readonly C[]): readonly OutlineEntry<C>[] {
	let level = 0;
	return cells.flatMap((cell): OutlineEntry<C>[] => {
		if (cell.kind === 'code') {
			return [{ cell, kind: 'code', level: Math.min(level + 1, 6), title: codeName(cell.source), nth: 0 }];
		}
		const headings = headingsOf(cell.source);
		level = headings.at(-1)?.level ?? level;
		return headings.map((heading, nth) => ({ cell, kind: 'heading', nth, ...heading }));
	});
}

interface Heading {
	readonly level: number;
	readonly title: string;
}

/** The headings of a Markdown text, in order; those in code fences are none. */
export function headingsOf(markdown: string): readonly Heading[] {
	const found: Heading[] = [];
	let fence: string | null = null;
	let before = '';
	for (const line of markdown.split('\n')) {
		const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]?.slice(0, 3) ?? null;
		if (mark !== null && (fence === null || fence === mark)) fence = fence === null ? mark : null;
		else if (fence === null) {
			const heading = headingAt(line, before);
			if (heading) found.push(heading);
			before = heading ? '' : line;
			continue;
		}
		before = '';
	}
	return found;
}

/** The heading that a line is, or that it makes of the line before it by underlining. */
function headingAt(line: string, before: string): Heading | null {
	const sharp = /^ {0,3}(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*$/.exec(line);
	if (sharp) return { level: sharp[1]!.length, title: plainText(sharp[2] ?? '') };
	const rule = /^ {0,3}(=+|-+)\s*$/.exec(line)?.[1];
	if (rule === undefined || !/^ {0,3}[^\s>#*+|-]/.test(before)) return null;
	return { level: rule.startsWith('=') ? 1 : 2, title: plainText(before) };
}

/** A line of Markdown as it reads. */
function plainText(markdown: string): string {
	return markdown
		.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
		.replace(/(`+)(.+?)\1/g, '$2')
		.replace(/(?<!\\)(\*\*|__|\*|(?<!\w)_|~~)(?=\S)(.+?)(?<!\\)\1/g, '$2')
		.replace(/\\([!-/:-@[-`{-~])/g, '$1')
		.trim();
}

function codeName(source: string): string {
	return /^\s*\/\/+\s*(?:%%\s*)?(.*\S)/.exec(source.split('\n', 1)[0]!)?.[1]?.slice(0, 80) ?? '';
}
