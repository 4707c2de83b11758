import type { CellStatus } from '#state/cells/cell-status.svelte.ts';

/** What an outline says of a section's cells. */
export interface SectionChip {
	readonly status: 'running' | 'queued' | 'failed' | 'stale';
	readonly count: number;
}

/** The states of a section's cells that a reader should know of, the most urgent first; none where all is well. */
export function sectionChips(statuses: readonly CellStatus[]): readonly SectionChip[] {
	const chips = [
		{ status: 'running', count: countOf(statuses, 'running') },
		{ status: 'failed', count: countOf(statuses, 'error') },
		{ status: 'queued', count: countOf(statuses, 'queued') },
		{ status: 'stale', count: countOf(statuses, 'stale') }
	] as const;
	return chips.filter(({ count }) => count > 0);
}

function countOf(statuses: readonly CellStatus[], wanted: CellStatus): number {
	return statuses.filter((status) => status === wanted).length;
}
