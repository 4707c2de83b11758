import type { GrowthRule } from './grow.ts';
import { keepNodes, type Tree } from './tree.ts';

/**
 * Turns splits into leaves, from below, whose children are both leaves and that gain less than gamma or stand deeper
 * than allowed. Also says which node of the result stands where each node of the old tree ended up.
 */
export function prune(
	tree: Tree,
	{ gamma, maxDepth, eta }: Pick<GrowthRule, 'gamma' | 'maxDepth' | 'eta'>
): { tree: Tree; survivor: Int32Array } {
	const { left, right, parent, gain } = tree;
	const nodes = left.length;
	const isLeaf = Uint8Array.from(left, (child) => (child < 0 ? 1 : 0));
	const depth = new Int32Array(nodes);
	for (let node = 1; node < nodes; node++) depth[node] = depth[parent[node]!]! + 1;
	const removed = new Uint8Array(nodes);
	for (let node = nodes - 1; node >= 0; node--) {
		if (isLeaf[node] || !isLeaf[left[node]!] || !isLeaf[right[node]!]) continue;
		if (gain[node]! >= gamma && (maxDepth === 0 || depth[node]! < maxDepth)) continue;
		isLeaf[node] = 1;
		removed[left[node]!] = 1;
		removed[right[node]!] = 1;
	}
	if (!removed.includes(1)) return { tree, survivor: Int32Array.from(left.keys()) };
	// Whatever stands below a removed node goes too; children have higher numbers.
	for (let node = 1; node < nodes; node++) if (removed[parent[node]!]) removed[node] = 1;
	return keepNodes(tree, removed, eta);
}
