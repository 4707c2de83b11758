/** What is known of a cell's last run; the cells of a notebook are given in the order of the page. */
export interface RanCell {
	readonly id: string;
	/** Order of the last run among all runs; null for a cell that did not run in this kernel. */
	readonly run: number | null;
	/** Names that it declared or gave another value. */
	readonly defines: readonly string[];
	readonly uses: readonly string[];
	/** Whether its source was changed since. */
	readonly edited: boolean;
}

/**
 * Why what a cell shows may no longer be true: its text was changed; `name` was defined anew since, or by a cell that is
 * stale itself; `name` came from `by`, not from the cell above from which it comes when all are run in order.
 */
export type StaleReason =
	| { readonly why: 'edited' }
	| { readonly why: 'newer' | 'elsewhere'; readonly name: string; readonly by: string };

type Ran = RanCell & { readonly run: number; readonly place: number };

/**
 * The cells that would perhaps not show the same if all were run in the order of the page. What a cell uses comes from
 * the nearest cell above that defines it, or, where there is none, from whichever ran last. Cells that did not run are
 * never stale. Only declarations and assignments define: what a method changes inside a value (`rows.push(1)`) is not
 * tracked, as no reading of the text can tell.
 *
 * @returns reasons by cell id; empty where all hold
 */
export function staleCells(cells: readonly RanCell[]): ReadonlyMap<string, StaleReason> {
	const ran = cells
		.map((cell, place) => ({ ...cell, place }))
		.filter((cell): cell is Ran => cell.run !== null)
		.sort((a, b) => a.run - b.run);
	const definers = definersByName(ran);
	const stale = new Map<string, StaleReason>();
	// Earlier runs are judged before later ones, so those that a cell built on are judged already.
	for (const cell of ran) {
		const reason = cell.edited ? ({ why: 'edited' } as const) : newerName(cell, definers, stale);
		if (reason) stale.set(cell.id, reason);
	}
	return stale;
}

/** Each name's definers, in the order of their runs. */
function definersByName(ran: readonly Ran[]): ReadonlyMap<string, readonly Ran[]> {
	const definers = new Map<string, Ran[]>();
	for (const cell of ran) {
		for (const name of cell.defines) {
			const known = definers.get(name);
			if (known) known.push(cell);
			else definers.set(name, [cell]);
		}
	}
	return definers;
}

function newerName(
	cell: Ran,
	definers: ReadonlyMap<string, readonly Ran[]>,
	stale: ReadonlyMap<string, StaleReason>
): StaleReason | null {
	for (const name of cell.uses) {
		const others = (definers.get(name) ?? []).filter((other) => other !== cell);
		const used = others.findLast((other) => other.run < cell.run);
		const above = others.filter((other) => other.place < cell.place);
		const due = above.reduce<Ran | null>((best, one) => (best && best.place > one.place ? best : one), null);
		const newer = due ?? others.at(-1);
		if (newer && newer.run > cell.run) return { why: 'newer', name, by: newer.id };
		if (due && used && used !== due) return { why: 'elsewhere', name, by: used.id };
		if (used && stale.has(used.id)) return { why: 'newer', name, by: used.id };
	}
	return null;
}
