import type { CompiledCell } from '../compile/compile-cell.ts';

/** A place in a cell that a stack trace names. */
export interface CellFrame {
	readonly cellId: string;
	readonly file: string;
	/** Name of the function; empty for the cell's own level. */
	readonly name: string;
	readonly line: number;
	readonly column: number;
}

const FRAME = /(cell-[\w-]+-\d+\.ts):(\d+):(\d+)/;
/** Runs whose places can still be told. */
const REMEMBERED = 500;

/** Knows the cells that have run by the file names under which stack traces list them. */
export class CellFiles {
	readonly #cells = new Map<string, { cellId: string; compiled: CompiledCell }>();
	readonly #headerLines: number;

	/** @param headerLines lines that the engine puts before the body of a constructed function */
	constructor(headerLines: number) {
		this.#headerLines = headerLines;
	}

	/** Gives a run its file name. */
	add(cellId: string, run: number, compiled: CompiledCell): string {
		const file = fileName(cellId, run);
		this.#cells.set(file, { cellId, compiled });
		const oldest = this.#cells.keys().next().value;
		if (this.#cells.size > REMEMBERED && oldest !== undefined) this.#cells.delete(oldest);
		return file;
	}

	/** The frames of a stack trace that lie in cells, innermost first. */
	frames(stack: string | undefined): CellFrame[] {
		return (stack ?? '').split('\n').flatMap((text) => {
			const match = FRAME.exec(text);
			const cell = match && this.#cells.get(match[1]!);
			if (!cell) return [];
			const place = cell.compiled.locate(Number(match[2]) - this.#headerLines, Number(match[3]));
			return [{ cellId: cell.cellId, file: match[1]!, name: functionName(text), ...place }];
		});
	}
}

export function fileName(cellId: string, run: number): string {
	return `cell-${cellId.replace(/[^\w-]/g, '_')}-${run}.ts`;
}

function functionName(text: string): string {
	const name = /^\s*at (?:async )?([^\s(]+) \(/.exec(text)?.[1] ?? '';
	return name === 'eval' || name === 'anonymous' ? '' : name;
}
