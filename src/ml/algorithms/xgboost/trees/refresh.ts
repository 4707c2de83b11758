import type { Dataset } from '#ml/data/dataset.ts';
import { rowReader } from '#ml/data/row-reader.ts';
import type { GrowthRule } from './grow.ts';
import { gainOf, weightOf } from './leaf-weight.ts';
import type { Tree } from './tree.ts';

/**
 * The same splits with gains and covers counted anew from other rows or gradients; with `setLeaves` new leaf values too.
 * Nodes that no row reaches get cover 0 and value 0.
 */
export function refresh(
	tree: Tree,
	data: Dataset,
	pairs: Float32Array,
	rule: GrowthRule,
	setLeaves: boolean
): Tree {
	const { left, right, feature, threshold, defaultLeft } = tree;
	const sums = new Float64Array(2 * left.length);
	const { x, at } = rowReader(data);
	for (let row = 0; row < data.rows; row++) {
		const base = at(row);
		for (let node = 0; node >= 0;) {
			sums[2 * node]! += pairs[2 * row]!;
			sums[2 * node + 1]! += pairs[2 * row + 1]!;
			if (left[node]! < 0) break;
			const value = x[base + feature[node]!]!;
			const goesLeft = value < threshold[node]! || (value !== value && defaultLeft[node] === 1);
			node = goesLeft ? left[node]! : right[node]!;
		}
	}
	const gainAt = (node: number): number => gainOf(sums[2 * node]!, sums[2 * node + 1]!, rule);
	const weightAt = (node: number): number =>
		Math.fround(weightOf(sums[2 * node]!, sums[2 * node + 1]!, rule));
	const leafAt = (node: number): number => Math.fround(weightAt(node) * Math.fround(rule.eta));
	const isNewLeaf = (node: number): boolean => left[node]! < 0 && setLeaves;
	return {
		...tree,
		cover: tree.cover.map((_, node) => sums[2 * node + 1]!),
		gain: tree.gain.map((_, node) =>
			left[node]! < 0 ? 0 : gainAt(left[node]!) + gainAt(right[node]!) - gainAt(node)
		),
		threshold: threshold.map((value, node) => (isNewLeaf(node) ? leafAt(node) : value)),
		weight: tree.weight.map((value, node) =>
			left[node]! >= 0 ? weightAt(node) : setLeaves ? leafAt(node) : value
		)
	};
}
