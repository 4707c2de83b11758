import type { Tree } from '../trees/tree.ts';

/** One column on the way from the root, as in the paper: shares of ways that go on without and with it, and its weight. */
interface Step {
	column: number;
	zero: number;
	one: number;
	weight: number;
}

/** Holds a column fixed: 1 as known, −1 as unknown, 0 not at all. */
export interface Condition {
	readonly sign: -1 | 0 | 1;
	readonly column: number;
}

const NONE: Condition = { sign: 0, column: -1 };

/**
 * Adds to `phi` what each column contributes to the tree's value for one row: Shapley values where columns that are
 * not known yet go to both sides in proportion to cover. They add up to the row's value less the tree's mean.
 * O(leaves · depth²).
 * @param phi one entry per column
 * @see S. Lundberg, G. Erion, S.-I. Lee, «Consistent individualized feature attribution for tree ensembles», arXiv:1802.03888
 */
export function addTreeShap(
	tree: Tree,
	x: Float32Array,
	base: number,
	scale: number,
	phi: Float64Array,
	condition: Condition = NONE
): void {
	const { left, right, feature, threshold, defaultLeft, cover } = tree;

	const descend = (
		node: number,
		parents: readonly Step[],
		zero: number,
		one: number,
		column: number,
		share: number
	): void => {
		if (share === 0) return;
		const path = parents.map((step) => ({ ...step }));
		if (condition.sign === 0 || condition.column !== column) extend(path, zero, one, column);
		if (left[node]! < 0) {
			for (let i = 1; i < path.length; i++) {
				const step = path[i]!;
				const weight = unwoundSum(path, i);
				phi[step.column]! += weight * (step.one - step.zero) * threshold[node]! * scale * share;
			}
			return;
		}
		const split = feature[node]!;
		const value = x[base + split]!;
		const goesLeft = value < threshold[node]! || (value !== value && defaultLeft[node] === 1);
		const [hot, cold] = goesLeft ? [left[node]!, right[node]!] : [right[node]!, left[node]!];
		let [hotShare, coldShare] = [share, share];
		let [oldZero, oldOne] = [1, 1];
		const before = path.findIndex((step, i) => i > 0 && step.column === split);
		if (before > 0) {
			({ zero: oldZero, one: oldOne } = path[before]!);
			unwind(path, before);
		}
		const hotZero = cover[hot]! / cover[node]!;
		const coldZero = cover[cold]! / cover[node]!;
		if (condition.sign > 0 && split === condition.column) coldShare = 0;
		else if (condition.sign < 0 && split === condition.column) {
			hotShare *= hotZero;
			coldShare *= coldZero;
		}
		descend(hot, path, hotZero * oldZero, oldOne, split, hotShare);
		descend(cold, path, coldZero * oldZero, 0, split, coldShare);
	};
	descend(0, [], 1, 1, -1, 1);
}

function extend(path: Step[], zero: number, one: number, column: number): void {
	const depth = path.length;
	path.push({ column, zero, one, weight: depth === 0 ? 1 : 0 });
	for (let i = depth - 1; i >= 0; i--) {
		path[i + 1]!.weight += (one * path[i]!.weight * (i + 1)) / (depth + 1);
		path[i]!.weight *= (zero * (depth - i)) / (depth + 1);
	}
}

function unwind(path: Step[], index: number): void {
	const depth = path.length - 1;
	const { one, zero } = path[index]!;
	let next = path[depth]!.weight;
	for (let i = depth - 1; i >= 0; i--) {
		const step = path[i]!;
		if (one !== 0) {
			const old = step.weight;
			step.weight = (next * (depth + 1)) / ((i + 1) * one);
			next = old - (step.weight * zero * (depth - i)) / (depth + 1);
		} else step.weight = (step.weight * (depth + 1)) / (zero * (depth - i));
	}
	for (let i = index; i < depth; i++) {
		const following = path[i + 1]!;
		path[i] = { ...following, weight: path[i]!.weight };
	}
	path.pop();
}

/** Sum of the weights that the path would have without one of its columns. */
function unwoundSum(path: readonly Step[], index: number): number {
	const depth = path.length - 1;
	const { one, zero } = path[index]!;
	let next = path[depth]!.weight;
	let total = 0;
	for (let i = depth - 1; i >= 0; i--) {
		if (one !== 0) {
			const weight = (next * (depth + 1)) / ((i + 1) * one);
			total += weight;
			next = path[i]!.weight - weight * zero * ((depth - i) / (depth + 1));
		} else if (zero !== 0) total += path[i]!.weight / zero / ((depth - i) / (depth + 1));
	}
	return total;
}

/** The mean of the tree's leaves, weighted by cover. */
export function meanOf({ left, threshold, cover }: Tree): number {
	let sum = 0;
	for (let node = 0; node < left.length; node++) {
		if (left[node]! < 0) sum += threshold[node]! * cover[node]!;
	}
	return cover[0]! > 0 ? sum / cover[0]! : threshold[0]!;
}
