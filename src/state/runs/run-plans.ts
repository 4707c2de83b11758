/** What a plan needs to know of a code cell; the cells are given in the order of the page. */
export interface PlannedCell {
	/** Names that its text declares or gives another value, and those that it uses. */
	readonly defines: readonly string[];
	readonly uses: readonly string[];
	/** Whether its last run holds: it need not run again. */
	readonly holds: boolean;
}

/**
 * The cells above that must run before a cell can: those that define what it uses and do not hold, what these use in
 * turn, and so on; then the cell itself. A name comes from the nearest cell above that defines it. What no cell above
 * defines is left to the kernel to complain of.
 *
 * @param at place of the cell to run
 * @returns places in the order of the page, the last is `at`
 */
export function neededAbove(cells: readonly PlannedCell[], at: number): number[] {
	const needed = new Set([at]);
	const open = [at];
	for (let place = open.pop(); place !== undefined; place = open.pop()) {
		for (const name of cells[place]!.uses) {
			const definer = cells.findLastIndex((cell, i) => i < place! && cell.defines.includes(name));
			if (definer < 0 || cells[definer]!.holds || needed.has(definer)) continue;
			needed.add(definer);
			open.push(definer);
		}
	}
	return [...needed].sort((a, b) => a - b);
}
