import { tsPlugin } from '@sveltejs/acorn-typescript';
import { Parser, type Options } from 'acorn';
import { CellSyntaxError, placeOf } from './cell-syntax-error.ts';
import type { SyntaxNode } from './syntax.ts';

/**
 * Raises errors without acorn's search for line and column from the top of the source: the TypeScript parser tries and
 * fails at many places, and in a cell of thousands of lines the search is what takes the time.
 */
function raiseWithoutPlace(Base: typeof Parser): typeof Parser {
	const raise = (pos: number, message: string): never => {
		throw Object.assign(new SyntaxError(message), { pos });
	};
	return class extends Base {
		raise(pos: number, message: string): never {
			return raise(pos, message);
		}

		raiseRecoverable(pos: number, message: string): never {
			return raise(pos, message);
		}
	};
}

// Innermost, so that the TypeScript parser's own errors end there too.
const TypeScriptParser = Parser.extend(raiseWithoutPlace, tsPlugin());

const OPTIONS: Options = {
	ecmaVersion: 'latest',
	sourceType: 'module',
	allowAwaitOutsideFunction: true,
	locations: true
};

const TRIVIA = String.raw`(?:\s|//[^\r\n]*|/\*[^]*?\*/)*`;
const OPENS_WITH_BRACE = new RegExp(`^${TRIVIA}\\{`);
const ONLY_TRIVIA_LEFT = new RegExp(`^${TRIVIA};?${TRIVIA}$`);

/** Statements of a cell; a cell that is one object literal is an expression, not a block with labels. */
export function parseCell(source: string): readonly SyntaxNode[] {
	const literal = parseObjectLiteral(source);
	if (literal) return [literal];
	try {
		return (TypeScriptParser.parse(source, OPTIONS) as unknown as { body: SyntaxNode[] }).body;
	} catch (error) {
		throw explained(source, error);
	}
}

function parseObjectLiteral(source: string): SyntaxNode | null {
	const opening = OPENS_WITH_BRACE.exec(source);
	if (!opening) return null;
	const start = opening[0].length - 1;
	try {
		const expression = TypeScriptParser.parseExpressionAt(source, start, OPTIONS) as unknown as SyntaxNode;
		if (!ONLY_TRIVIA_LEFT.test(source.slice(expression.end))) return null;
		return { type: 'ExpressionStatement', start, end: expression.end, expression };
	} catch {
		return null;
	}
}

/** Acorn's error with its place as members and, where a learner may need one, a hint. */
function explained(source: string, error: unknown): unknown {
	if (!(error instanceof SyntaxError) || !('pos' in error)) return error;
	const offset = Number(error.pos);
	const { message } = error;
	if (message.startsWith('Not enough stack space')) throw new RangeError(message);
	if (source.slice(offset).trim() === '' && message === 'Unexpected token') {
		const text = 'The cell ends in the middle of a statement.';
		const hint = 'A bracket, brace, quote or operand is missing before the end.';
		return new CellSyntaxError('SyntaxError', text, placeOf(source, offset), hint);
	}
	return new CellSyntaxError('SyntaxError', message, placeOf(source, offset), hintFor(source));
}

const PYTHON =
	/^\s*(?:def \w+\(.*\)\s*(?:->.*)?:|from [\w.]+ import |import \w+( as \w+)?\s*$|elif .*:|print [^(])/m;

function hintFor(source: string): string | null {
	return PYTHON.test(source) ? 'This looks like Python. Cells are TypeScript or JavaScript.' : null;
}
