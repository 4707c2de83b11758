/** What tells where sections begin. */
export interface SectionCell {
	readonly kind: 'markdown' | 'code';
	readonly source: string;
}

/** Level 1–6 of the first heading (`## Title`) of a text, outside of code fences; null where there is none. */
export function headingLevel(markdown: string): number | null {
	let fence: string | null = null;
	for (const line of markdown.split('\n')) {
		const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]?.slice(0, 3) ?? null;
		if (mark !== null && (fence === null || fence === mark)) {
			fence = fence === null ? mark : null;
			continue;
		}
		const heading = fence === null ? /^ {0,3}(#{1,6})(?:\s|$)/.exec(line) : null;
		if (heading) return heading[1]!.length;
	}
	return null;
}

/**
 * The section in which a cell stands: from the text cell above (or the cell itself) that has a heading, up to the next one
 * of the same or a higher rank; before the first heading, all that comes before it.
 *
 * @returns places in `cells`, the second one past the end
 */
export function sectionAt(
	cells: readonly SectionCell[],
	at: number
): { readonly from: number; readonly to: number } {
	const levels = cells.map((cell) => (cell.kind === 'markdown' ? headingLevel(cell.source) : null));
	const from = levels.findLastIndex((level, i) => i <= at && level !== null);
	const rank = from < 0 ? 6 : levels[from]!;
	const next = levels.findIndex(
		(level, i) => i > Math.max(from, from < 0 ? -1 : at) && level !== null && level <= rank
	);
	return { from: Math.max(from, 0), to: next < 0 ? cells.length : next };
}
