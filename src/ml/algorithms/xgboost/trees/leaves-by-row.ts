import type { LeafRows } from './grow.ts';
import type { Tree } from './tree.ts';

/** Rows ordered by the leaf that they came to, and of each leaf its part of that order. */
export function leavesByRow(
	tree: Tree,
	rows: Int32Array,
	place: Int32Array
): { order: Int32Array; leaves: LeafRows[] } {
	const starts = new Int32Array(tree.left.length + 1);
	for (const row of rows) starts[place[row]! + 1]!++;
	for (let node = 0; node < tree.left.length; node++) starts[node + 1]! += starts[node]!;
	const next = starts.slice();
	const order = new Int32Array(rows.length);
	for (const row of rows) order[next[place[row]!]!++] = row;
	const leaves: LeafRows[] = [];
	tree.left.forEach((child, id) => {
		if (child < 0) leaves.push({ id, from: starts[id]!, to: starts[id + 1]! });
	});
	return { order, leaves };
}
