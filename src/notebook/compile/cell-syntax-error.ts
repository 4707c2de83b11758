import type { CellError } from '../outputs.ts';

/** A cell that cannot be compiled: no such JavaScript or TypeScript, or some that cells do not have. */
export class CellSyntaxError extends SyntaxError {
	/** 1-based place in the source; null where it is not known. */
	readonly line: number | null;
	readonly column: number | null;
	/** `SyntaxError`, or `UnsupportedSyntax` for TypeScript that is right but cannot be run here. */
	readonly code: 'SyntaxError' | 'UnsupportedSyntax';
	readonly hint: string | null;

	constructor(
		code: CellSyntaxError['code'],
		message: string,
		place: { readonly line: number; readonly column: number } | null,
		hint: string | null
	) {
		super(message);
		this.name = code;
		this.code = code;
		this.line = place?.line ?? null;
		this.column = place?.column ?? null;
		this.hint = hint;
	}

	/** The error as an output. */
	toCellError(): CellError {
		const { code, message, hint, line, column } = this;
		return { kind: 'syntax', code, message, hint, line, column, stack: '' };
	}
}

/** 1-based line and column of an offset; lines end at LF, CR LF or CR. */
export function placeOf(source: string, offset: number): { line: number; column: number } {
	const before = source.slice(0, offset).split(/\r\n|\r|\n/);
	return { line: before.length, column: before.at(-1)!.length + 1 };
}

/** Refuses TypeScript that must produce code, which blanking cannot do. */
export function unsupported(source: string, offset: number, message: string, hint: string): CellSyntaxError {
	return new CellSyntaxError('UnsupportedSyntax', message, placeOf(source, offset), hint);
}
