/** What is known of a cell's last run. */
export interface RanCell {
	readonly id: string;
	/** Order of the last run among all runs; null for a cell that did not run in this kernel. */
	readonly run: number | null;
	readonly defines: readonly string[];
	readonly uses: readonly string[];
	/** Whether its source was changed since. */
	readonly edited: boolean;
}

/** Why what a cell shows may no longer be true. */
export type StaleReason =
	{ readonly why: 'edited' } | { readonly why: 'newer'; readonly name: string; readonly by: string };

/**
 * The cells whose result may no longer hold: edited since they ran, or using a name that another cell has defined anew
 * since, or using a name of a cell that is stale itself. Cells that did not run are never stale. A name that a cell
 * defines and uses itself counts as used only where another cell defines it too.
 *
 * @returns reasons by cell id; empty where all hold
 */
export function staleCells(cells: readonly RanCell[]): ReadonlyMap<string, StaleReason> {
	const ran = cells
		.filter((cell): cell is RanCell & { run: number } => cell.run !== null)
		.sort((a, b) => a.run - b.run);
	const stale = new Map<string, StaleReason>();
	for (const cell of ran) {
		const reason = cell.edited ? ({ why: 'edited' } as const) : newerName(cell, ran, stale);
		if (reason) stale.set(cell.id, reason);
	}
	return stale;
}

/** Earlier runs are judged before later ones, so `stale` already knows those that this cell built on. */
function newerName(
	cell: RanCell & { run: number },
	ran: readonly (RanCell & { run: number })[],
	stale: ReadonlyMap<string, StaleReason>
): StaleReason | null {
	for (const name of cell.uses) {
		const definers = ran.filter((other) => other.id !== cell.id && other.defines.includes(name));
		const newer = definers.findLast((other) => other.run > cell.run);
		if (newer) return { why: 'newer', name, by: newer.id };
		const source = definers.findLast((other) => other.run < cell.run);
		if (source && stale.has(source.id)) return { why: 'newer', name, by: source.id };
	}
	return null;
}
