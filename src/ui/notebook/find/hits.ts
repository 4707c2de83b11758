import type { CellState } from '#state/cells/cell.svelte.ts';
import { replacePlaces, type FoundPlace } from './find-query.ts';

/** A stretch of a cell's source that its editor marks. */
export interface Mark {
	readonly from: number;
	readonly to: number;
	readonly isCurrent: boolean;
}

/** A place in a cell. */
export interface Hit extends FoundPlace {
	readonly cell: CellState;
}

/** A cell's source before and after a replacing. */
export interface Rewriting {
	readonly before: string;
	readonly after: string;
}

/** What is marked in each cell that has a hit, in order. */
export function marksByCell(
	hits: readonly Hit[],
	current: Hit | null
): ReadonlyMap<CellState, readonly Mark[]> {
	const marks = new Map<CellState, Mark[]>();
	for (const hit of hits) {
		const mark = { from: hit.from, to: hit.to, isCurrent: hit === current };
		const known = marks.get(hit.cell);
		if (known) known.push(mark);
		else marks.set(hit.cell, [mark]);
	}
	return marks;
}

/** What replacing every hit makes of each cell. */
export function rewritingOf(hits: readonly Hit[]): ReadonlyMap<CellState, Rewriting> {
	const places = new Map<CellState, Hit[]>();
	for (const hit of hits) places.set(hit.cell, [...(places.get(hit.cell) ?? []), hit]);
	return new Map(
		[...places].map(([cell, own]) => [cell, { before: cell.source, after: replacePlaces(cell.source, own) }])
	);
}

/** The texts of one side of a rewriting. */
export function textsOf(
	rewriting: ReadonlyMap<CellState, Rewriting>,
	side: keyof Rewriting
): ReadonlyMap<CellState, string> {
	return new Map([...rewriting].map(([cell, texts]) => [cell, texts[side]]));
}

/** The part of a rewriting whose cells stand as it left them. */
export function untouched(rewriting: ReadonlyMap<CellState, Rewriting>): ReadonlyMap<CellState, Rewriting> {
	return new Map([...rewriting].filter(([cell, { after }]) => cell.source === after));
}
