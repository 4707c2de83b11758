/** Which columns may still be split on below a node, and which were split on above it. */
export interface Reach {
	readonly used: ReadonlySet<number>;
	/** Null: all columns. */
	readonly allowed: ReadonlySet<number> | null;
}

export const EVERYWHERE: Reach = { used: new Set(), allowed: null };

/**
 * What children of a split may use: columns of the groups that hold every column split on so far, and those themselves.
 * A column of no group keeps to itself.
 */
export function reachBelow(
	reach: Reach,
	column: number,
	groups: readonly ReadonlySet<number>[] | null
): Reach {
	if (groups === null) return reach;
	const used = new Set(reach.used).add(column);
	const allowed = new Set(used);
	for (const group of groups) {
		if ([...used].every((each) => group.has(each))) group.forEach((each) => allowed.add(each));
	}
	return { used, allowed };
}

/** The columns of a list that a node may be split on. */
export function within(columns: Int32Array, { allowed }: Reach): Int32Array {
	return allowed === null ? columns : columns.filter((column) => allowed.has(column));
}
