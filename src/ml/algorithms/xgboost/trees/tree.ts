import type { Dataset } from '#ml/data/dataset.ts';
import { rowReader } from '#ml/data/row-reader.ts';

/**
 * A regression tree as arrays over its nodes; the root is node 0. `left` is −1 at a leaf. A row goes left where its
 * value is below the threshold, both as 32-bit floats; where it is missing, to the default side.
 */
export interface Tree {
	readonly left: Int32Array;
	readonly right: Int32Array;
	readonly parent: Int32Array;
	readonly feature: Int32Array;
	/** Of a split its threshold, of a leaf its value (the learning rate already in it). */
	readonly threshold: Float32Array;
	readonly defaultLeft: Uint8Array;
	/** Loss that the split removes; 0 at a leaf. */
	readonly gain: Float32Array;
	/** Sum of hessians of the rows that came through in training. */
	readonly cover: Float32Array;
	/** Weight that the node would have as a leaf; at a leaf the same as its value. */
	readonly weight: Float32Array;
}

/**
 * Adds the tree's leaf values, times `scale`, to margins[row · stride + offset], each sum rounded to 32 bits as XGBoost
 * does.
 * @param rows which rows; all of them where it is null
 */
export function addLeafValues(
	tree: Tree,
	data: Dataset,
	rows: Int32Array | null,
	margins: Float32Array,
	stride: number,
	offset: number,
	scale = 1
): void {
	const { left, right, feature, threshold, defaultLeft } = tree;
	const { x, at } = rowReader(data);
	const count = rows ? rows.length : margins.length / stride;
	for (let i = 0; i < count; i++) {
		const row = rows ? rows[i]! : i;
		const base = at(row);
		let node = 0;
		while (left[node]! >= 0) {
			const value = x[base + feature[node]!]!;
			const goesLeft = value < threshold[node]! || (value !== value && defaultLeft[node] === 1);
			node = goesLeft ? left[node]! : right[node]!;
		}
		margins[row * stride + offset]! += threshold[node]! * scale;
	}
}

/** Number of leaves, and the longest way from the root to one in splits. */
export function sizeOf(tree: Tree): { leaves: number; depth: number } {
	let leaves = 0;
	let depth = 0;
	const depths = new Int32Array(tree.left.length);
	for (let node = 0; node < tree.left.length; node++) {
		// A child always has a higher number than its parent.
		if (node > 0) depths[node] = depths[tree.parent[node]!]! + 1;
		if (tree.left[node]! < 0) leaves++;
		depth = Math.max(depth, depths[node]!);
	}
	return { leaves, depth };
}

/**
 * The tree without some nodes; a split that loses its children becomes a leaf of its weight times eta. `survivor` says of
 * each old node which new one stands in its place.
 */
export function keepNodes(
	tree: Tree,
	removed: Uint8Array,
	eta: number
): { tree: Tree; survivor: Int32Array } {
	const { left, right, parent } = tree;
	const survivor = new Int32Array(left.length);
	const kept: number[] = [];
	for (let node = 0; node < left.length; node++) {
		survivor[node] = removed[node] ? survivor[parent[node]!]! : kept.push(node) - 1;
	}
	const closes = (node: number): boolean => left[node]! >= 0 && removed[left[node]!] === 1;
	const isLeaf = (node: number): boolean => left[node]! < 0 || closes(node);
	const leaf = (node: number): number => Math.fround(tree.weight[node]! * Math.fround(eta));
	return {
		survivor,
		tree: {
			left: Int32Array.from(kept, (node) => (isLeaf(node) ? -1 : survivor[left[node]!]!)),
			right: Int32Array.from(kept, (node) => (isLeaf(node) ? -1 : survivor[right[node]!]!)),
			parent: Int32Array.from(kept, (node) => (node === 0 ? -1 : survivor[parent[node]!]!)),
			feature: Int32Array.from(kept, (node) => (isLeaf(node) ? 0 : tree.feature[node]!)),
			threshold: Float32Array.from(kept, (node) => (closes(node) ? leaf(node) : tree.threshold[node]!)),
			defaultLeft: Uint8Array.from(kept, (node) => (isLeaf(node) ? 0 : tree.defaultLeft[node]!)),
			gain: Float32Array.from(kept, (node) => (isLeaf(node) ? 0 : tree.gain[node]!)),
			cover: Float32Array.from(kept, (node) => tree.cover[node]!),
			weight: Float32Array.from(kept, (node) => (closes(node) ? leaf(node) : tree.weight[node]!))
		}
	};
}
