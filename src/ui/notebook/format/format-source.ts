import { parseCell } from '#notebook/compile/parse-cell.ts';
import { format } from 'prettier/standalone';
import * as estree from 'prettier/plugins/estree';
import * as markdown from 'prettier/plugins/markdown';
import * as typescript from 'prettier/plugins/typescript';

/** What a cell holds. */
export type FormatKind = 'code' | 'markdown';

/** The lessons' own style. */
const STYLE = { useTabs: true, singleQuote: true, printWidth: 110, trailingComma: 'none' } as const;

/**
 * The text of a cell in the lessons' style, without a line break at its end. What it does stays the same: a cell that is
 * one object literal stays one, and is not read as a block; a last expression without a semicolon, which lessons write to
 * show a value, gets none. An empty text stays empty.
 * @throws SyntaxError with the parser's words where the code cannot be read
 */
export async function formatSource(source: string, kind: FormatKind): Promise<string> {
	if (source.trim() === '') return '';
	if (kind === 'markdown')
		return trimmed(await format(source, { ...STYLE, parser: 'markdown', plugins: [markdown] }));
	const literal = opensWithBrace(source) ? await formatLiteral(source) : null;
	if (literal !== null) return literal;
	const formatted = await formatCode(source);
	return endsBare(source) ? formatted.replace(/;$/, '') : formatted;
}

async function formatCode(source: string): Promise<string> {
	return trimmed(await format(source, { ...STYLE, parser: 'typescript', plugins: [typescript, estree] }));
}

/** A cell such as `{ a: 1 }`, in the brackets that make it an expression for any parser; null where it is none. */
async function formatLiteral(source: string): Promise<string | null> {
	try {
		const formatted = await formatCode(`(${source.trim().replace(/;$/, '')}\n)`);
		const inside = /^\((\{[^]*\})\);$/.exec(formatted)?.[1];
		return inside ?? null;
	} catch {
		return null;
	}
}

/** Whether the last statement is an expression that no semicolon ends. */
function endsBare(source: string): boolean {
	try {
		const last = parseCell(source).at(-1);
		return last?.type === 'ExpressionStatement' && source[last.end - 1] !== ';';
	} catch {
		// What only the formatter's parser understands is written as that one likes.
		return false;
	}
}

function opensWithBrace(source: string): boolean {
	return /^\s*\{/.test(source);
}

function trimmed(text: string): string {
	return text.replace(/\s+$/, '');
}
