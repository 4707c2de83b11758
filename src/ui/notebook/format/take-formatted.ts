import type { CellState } from '#state/cells/cell.svelte.ts';
import type { Formatted } from './format.worker.ts';

/** What formatting makes of cells. */
export interface FormatOutcome {
	/** New texts of the cells that change. */
	readonly texts: ReadonlyMap<CellState, string>;
	/** The cells that could not be read, with the parser's words. */
	readonly failed: readonly { readonly cell: CellState; readonly message: string }[];
}

/**
 * Joins cells with the answers about the sources that they had when formatting began; a cell that was changed meanwhile
 * keeps its text.
 */
export function takeFormatted(
	cells: readonly CellState[],
	sources: readonly string[],
	answers: readonly Formatted[]
): FormatOutcome {
	const texts = new Map<CellState, string>();
	const failed: { cell: CellState; message: string }[] = [];
	cells.forEach((cell, i) => {
		const answer = answers[i];
		if (answer?.kind === 'bad syntax') failed.push({ cell, message: answer.message });
		if (answer?.kind !== 'text' || cell.source !== sources[i] || answer.text === sources[i]) return;
		texts.set(cell, answer.text);
	});
	return { texts, failed };
}
