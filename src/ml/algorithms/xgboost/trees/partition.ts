import type { BinnedTable } from './binning.ts';
import type { Split } from './split.ts';

/**
 * Reorders order[from…to) so that the rows of the left child stand before those of the right one; both keep their
 * order. Returns where the right ones begin.
 * @param scratch at least as long as the range
 */
export function partitionRows(
	table: BinnedTable,
	split: Split,
	order: Int32Array,
	from: number,
	to: number,
	scratch: Int32Array
): number {
	const { bins, columns } = table;
	const { feature, lastLeftBin, defaultLeft } = split;
	const missing = table.hasMissing[feature] ? table.starts[feature + 1]! - 1 : -1;
	let left = from;
	let right = 0;
	for (let i = from; i < to; i++) {
		const row = order[i]!;
		const bin = bins[row * columns + feature]!;
		if (bin === missing ? defaultLeft : bin <= lastLeftBin) order[left++] = row;
		else scratch[right++] = row;
	}
	order.set(scratch.subarray(0, right), left);
	return left;
}
