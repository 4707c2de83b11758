import { getContext, setContext } from 'svelte';

/** What a cell is called on the page, by its id; null for one that is not there. */
export type CellName = (cellId: string) => string | null;

const KEY = Symbol('cell names');

/** Lets the outputs below call cells by their numbers. */
export function provideCellNames(name: CellName): void {
	setContext(KEY, name);
}

/** How the notebook around calls its cells; where there is none, they have no names. */
export function useCellNames(): CellName {
	return getContext<CellName | undefined>(KEY) ?? (() => null);
}

/** A kernel's list of places, one a line, with the names of cells in place of their ids. */
export function nameCells(stack: string, name: CellName): string {
	return stack.replace(
		/^(at (?:.*, )?)(\S+)(?=, line \d+, column \d+$)/gm,
		(whole, start: string, id: string) => {
			const known = name(id);
			return known === null ? whole : `${start}${known}`;
		}
	);
}
