import type { ConsoleData } from '#notebook/outputs.ts';

/** A console line with its place among all lines. */
export interface PlacedLine {
	readonly line: ConsoleData;
	/** Counts all lines of the output, those that were let go too. */
	readonly place: number;
	/** Of the head of a group: whether its lines are shown. */
	readonly isOpen: boolean;
}

/**
 * The lines that are not inside a folded group.
 * @param first place of the first line
 * @param unfolded what the reader said, by place; otherwise a group is as it was made
 */
export function foldGroups(
	lines: readonly ConsoleData[],
	first: number,
	unfolded: ReadonlyMap<number, boolean>
): PlacedLine[] {
	const shown: PlacedLine[] = [];
	let foldedAt = Infinity;
	lines.forEach((line, i) => {
		const depth = line.depth ?? 0;
		if (depth > foldedAt) return;
		foldedAt = Infinity;
		const place = first + i;
		const isOpen = unfolded.get(place) ?? line.group !== 'folded';
		if (line.group !== undefined && !isOpen) foldedAt = depth;
		shown.push({ line, place, isOpen });
	});
	return shown;
}
