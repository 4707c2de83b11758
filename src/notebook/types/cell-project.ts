import { parseCell } from '../compile/parse-cell.ts';
import { cellNames, type CellNames } from './cell-names.ts';
import type { CellsUpdate } from './contract.ts';

/** A cell as a file of the compiler: the learner's text with what the notebook adds before and behind it. */
export interface CellFile {
	readonly id: string;
	readonly path: string;
	readonly version: number;
	readonly text: string;
	/** Where the learner's text begins and ends in {@link text}. */
	readonly start: number;
	readonly end: number;
}

interface Cell {
	readonly id: string;
	readonly path: string;
	readonly source: string;
	readonly names: CellNames;
	readonly isObject: boolean;
	/** The cell above that gives it each name which it does not declare itself. */
	givers: ReadonlyMap<string, Cell>;
	file: CellFile;
}

/**
 * The code cells of a notebook as modules, in order. Each imports the names of those above it, the nearest one's where
 * several declare the same, and exports its own: so a cell may declare a name again, with another type, as it may when
 * it runs.
 */
export class CellProject {
	#cells: readonly Cell[] = [];
	readonly #known = new Map<string, Cell>();
	#byPath: ReadonlyMap<string, Cell> = new Map();
	readonly #paths = new Map<string, string>();

	/** Takes the new state of the notebook over. */
	update({ order, changed }: CellsUpdate): void {
		for (const { id, text } of changed) this.#known.set(id, this.#read(id, text));
		this.#cells = order.flatMap((id) => this.#known.get(id) ?? []);
		const listed = new Set(order);
		for (const id of this.#known.keys()) if (!listed.has(id)) this.#known.delete(id);
		this.#byPath = new Map(this.#cells.map((cell) => [cell.path, cell]));
		const givers = new Map<string, Cell>();
		for (const cell of this.#cells) {
			this.#write(cell, givers);
			for (const name of namesOf(cell)) givers.set(name, cell);
		}
	}

	get files(): readonly CellFile[] {
		return this.#cells.map(({ file }) => file);
	}

	/** Every module that some cell imports. */
	get modules(): ReadonlySet<string> {
		return new Set(this.#cells.flatMap(({ names }) => names.modules));
	}

	file(id: string): CellFile | null {
		return this.#known.get(id)?.file ?? null;
	}

	fileAt(path: string): CellFile | null {
		return this.#byPath.get(path)?.file ?? null;
	}

	/** The cell from which another has a name. */
	giverOf(id: string, name: string): string | null {
		return this.#known.get(id)?.givers.get(name)?.id ?? null;
	}

	/** The first cell below another that declares a name. */
	definedBelow(id: string, name: string): string | null {
		const at = this.#cells.findIndex((cell) => cell.id === id);
		return this.#cells.slice(at + 1).find((cell) => namesOf(cell).includes(name))?.id ?? null;
	}

	#read(id: string, source: string): Cell {
		const former = this.#known.get(id);
		const path = this.#paths.get(id) ?? `/cells/${this.#paths.size}.ts`;
		this.#paths.set(id, path);
		const file = former?.file ?? { id, path, version: 0, text: '', start: 0, end: 0 };
		const isObject = isObjectLiteral(source);
		const names = cellNames(isObject ? `(${source})` : source);
		return { id, path, source, names, isObject, givers: new Map(), file };
	}

	#write(cell: Cell, above: ReadonlyMap<string, Cell>): void {
		const own = new Set(namesOf(cell));
		cell.givers = new Map([...above].filter(([name]) => !own.has(name)));
		const before = `${headOf(cell.givers)}${cell.isObject ? 'export default ' : ''}`;
		const text = `${before}${cell.source}${tailOf(cell)}`;
		if (text === cell.file.text) return;
		const { id, path } = cell;
		const end = before.length + cell.source.length;
		cell.file = { id, path, version: cell.file.version + 1, text, start: before.length, end };
	}
}

function namesOf({ names }: Cell): readonly string[] {
	return [...names.variables, ...names.others];
}

/** The names from above, before the cell's text: there an unclosed bracket of the learner's cannot swallow them. */
function headOf(givers: ReadonlyMap<string, Cell>): string {
	const imported = new Map<string, string[]>();
	const lines: string[] = [];
	for (const [name, { path, names }] of givers) {
		const from = `./${path.slice('/cells/'.length, -'.ts'.length)}`;
		if (names.variables.includes(name)) {
			// An imported name cannot be assigned to, a variable of another cell can.
			lines.push(`declare let ${name}: typeof import('${from}').${name};`);
		} else imported.set(from, [...(imported.get(from) ?? []), name]);
	}
	for (const [from, names] of imported) lines.push(`import { ${names.join(', ')} } from '${from}';`);
	return lines.map((line) => `${line}\n`).join('');
}

/** Begins on a line of its own, since the cell may end in a comment. */
function tailOf(cell: Cell): string {
	const names = namesOf(cell).filter((name) => !cell.names.exported.has(name));
	return `\n;export { ${names.join(', ')} };\n`;
}

/** Whether the kernel would take the whole cell for one object literal, which a compiler takes for a block. */
function isObjectLiteral(source: string): boolean {
	if (!/^(?:\s|\/\/[^\r\n]*|\/\*[^]*?\*\/)*\{/.test(source)) return false;
	try {
		const [first, second] = parseCell(source);
		return second === undefined && first?.type === 'ExpressionStatement';
	} catch {
		return false;
	}
}
