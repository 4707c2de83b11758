import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';
import { endOfMaths } from './maths-span.ts';

/** The element in which maths waits for its typesetter: Markdown itself never makes one. */
export const MATHS_TAG = 'var';
/** Its title where the maths stands on a line of its own. */
export const DISPLAY = 'display';

const ENVIRONMENT = /^\\begin\{([A-Za-z]+\*?)\}/;

/**
 * Teaches a parser maths as notebooks write it: `$…$` in a line, `$$…$$`, `\\[…\\]` and `\begin{…}…\end{…}` displayed,
 * `\\(…\\)` in a line. `\$` is a dollar, code spans stay code, and no maths reaches over an empty line.
 */
export function mathsRule(parser: MarkdownIt): void {
	parser.block.ruler.before('paragraph', 'maths', displayBlock, { alt: ['paragraph', 'blockquote', 'list'] });
	parser.inline.ruler.before('escape', 'maths', inlineMaths);
	parser.renderer.rules['maths'] = (tokens, at) => {
		const token = tokens[at]!;
		const title = token.block || token.info === DISPLAY ? ` title="${DISPLAY}"` : '';
		const element = `<${MATHS_TAG}${title}>${parser.utils.escapeHtml(token.content)}</${MATHS_TAG}>`;
		return token.block ? `<p>${element}</p>\n` : element;
	};
}

function displayBlock(state: StateBlock, first: number, last: number, silent: boolean): boolean {
	const start = state.bMarks[first]! + state.tShift[first]!;
	const head = state.src.slice(start, state.eMarks[first]);
	if (!head.startsWith('$$') && !ENVIRONMENT.test(head)) return false;
	let end = first + 1;
	while (end < last && !state.isEmpty(end) && state.sCount[end]! >= state.blkIndent) end++;
	const text = state.getLines(first, end, state.blkIndent, false).trim();
	const found = readMaths(text, 0);
	// What follows on the last line makes it a paragraph with maths in it.
	if (!found || found.end !== text.length) return false;
	if (silent) return true;
	const token = state.push('maths', '', 0);
	token.block = true;
	token.content = found.tex;
	token.map = [first, end];
	state.line = end;
	return true;
}

function inlineMaths(state: StateInline, silent: boolean): boolean {
	const found = readMaths(state.src, state.pos);
	if (!found || found.end > state.posMax) return false;
	if (!silent) {
		const token = state.push('maths', '', 0);
		token.content = found.tex;
		token.info = found.isDisplay ? DISPLAY : '';
	}
	state.pos = found.end;
	return true;
}

interface Maths {
	readonly tex: string;
	readonly isDisplay: boolean;
	/** Offset of what follows. */
	readonly end: number;
}

function readMaths(text: string, at: number): Maths | null {
	const rest = text.slice(at, at + 40);
	const environment = ENVIRONMENT.exec(rest);
	if (environment) return readEnvironment(text, at, environment[1]!);
	for (const { open, close, isDisplay } of FENCES) {
		if (!rest.startsWith(open)) continue;
		const from = at + open.length;
		const to = endOfMaths(text, from, close);
		if (to === null) return null;
		return { tex: text.slice(from, to).trim(), isDisplay, end: to + close.length };
	}
	return null;
}

const FENCES = [
	{ open: '$$', close: '$$', isDisplay: true },
	{ open: '$', close: '$', isDisplay: false },
	{ open: '\\\\[', close: '\\\\]', isDisplay: true },
	{ open: '\\\\(', close: '\\\\)', isDisplay: false }
] as const;

/** An environment keeps its own `\begin` and `\end`: they say how it is set. */
function readEnvironment(text: string, at: number, name: string): Maths | null {
	const close = `\\end{${name}}`;
	const to = text.indexOf(close, at);
	if (to < 0) return null;
	const tex = text.slice(at, to + close.length);
	if (/\n[ \t]*\n/.test(tex)) return null;
	return { tex, isDisplay: true, end: to + close.length };
}
