import { paddedWidth, type RandomCut } from '#ml/wasm/random-cut.ts';
import { scoreApart, scoreSame } from './score.ts';
import { sampleSizeOf, type CutTree } from './tree.ts';

/** A tree in a kernel's memory: addresses as random-cut.as.ts wants them. */
export interface PlacedTree {
	readonly nodes: number;
	readonly nodeCount: number;
	readonly boxes: number;
	readonly apart: number;
	readonly same: number;
	readonly parents: number;
	readonly leaves: number;
}

/** Bytes of a node there. */
const NODE_BYTES = 24;

/** Bytes that a placed tree takes, about. */
export function placedBytes(tree: CutTree, dimension: number): number {
	return (2 * tree.columns.length + tree.masses.length) * paddedWidth(dimension) * 4;
}

/** Copies a tree into the memory, with the boxes of its nodes, depths and scores, which follow from it. */
export function placeTree(kernel: RandomCut, tree: CutTree, dimension: number): PlacedTree {
	const nodeCount = tree.columns.length;
	const leafCount = tree.masses.length;
	const width = paddedWidth(dimension);
	const placed = {
		nodes: kernel.allocate(nodeCount * NODE_BYTES),
		nodeCount,
		boxes: kernel.allocate(2 * nodeCount * width * 4),
		apart: kernel.allocate((nodeCount + leafCount) * 4),
		same: kernel.allocate(leafCount * 4),
		parents: kernel.allocate(leafCount * 4),
		leaves: kernel.allocate(leafCount * width * 4)
	};
	const points = kernel.f32(placed.leaves, leafCount * width);
	for (let leaf = 0; leaf < leafCount; leaf++) {
		points.set(tree.points.subarray(leaf * dimension, (leaf + 1) * dimension), leaf * width);
	}
	placeNodes(kernel, tree, placed);
	placeScores(kernel, tree, placed);
	placeBoxes(kernel, tree, placed, width);
	return placed;
}

function placeNodes(kernel: RandomCut, tree: CutTree, { nodes, nodeCount, parents }: PlacedTree): void {
	const words = new Int32Array(kernel.u32(nodes, 6 * nodeCount).buffer, nodes, 6 * nodeCount);
	const cuts = kernel.f32(nodes, 6 * nodeCount);
	const ofLeaves = new Int32Array(words.buffer, parents, tree.masses.length).fill(-1);
	if (nodeCount > 0) words[4] = -1;
	for (let node = 0; node < nodeCount; node++) {
		words[6 * node] = 4 * tree.columns[node]!;
		cuts[6 * node + 1] = tree.cuts[node]!;
		for (const [place, child] of [
			[2, tree.left[node]!],
			[3, tree.right[node]!]
		] as const) {
			words[6 * node + place] = child;
			if (child < 0) ofLeaves[-1 - child] = node;
			else words[6 * child + 4] = node;
		}
	}
}

function placeScores(kernel: RandomCut, tree: CutTree, { nodeCount, apart, same }: PlacedTree): void {
	const sampleSize = sampleSizeOf(tree);
	const scores = kernel.f32(apart, nodeCount + tree.masses.length);
	const equal = kernel.f32(same, tree.masses.length);
	// A child has a higher number than its parent: parents come first.
	const depths = new Uint32Array(nodeCount);
	const setLeaf = (leaf: number, depth: number): void => {
		scores[nodeCount + leaf] = scoreApart(depth);
		equal[leaf] = scoreSame(depth, tree.masses[leaf]!, sampleSize);
	};
	if (nodeCount === 0) setLeaf(0, 0);
	for (let node = 0; node < nodeCount; node++) {
		scores[node] = scoreApart(depths[node]!);
		for (const child of [tree.left[node]!, tree.right[node]!]) {
			if (child < 0) setLeaf(-1 - child, depths[node]! + 1);
			else depths[child] = depths[node]! + 1;
		}
	}
}

function placeBoxes(
	kernel: RandomCut,
	{ left, right }: CutTree,
	{ nodes, nodeCount, boxes, leaves }: PlacedTree,
	width: number
): void {
	const { buffer } = kernel.f32(boxes, 0);
	const all = new Float32Array(buffer);
	const sides = kernel.f32(nodes, 6 * nodeCount);
	const lowOf = (child: number): number =>
		child < 0 ? leaves / 4 + (-1 - child) * width : boxes / 4 + 2 * child * width;
	for (let node = nodeCount - 1; node >= 0; node--) {
		const [a, b, to] = [lowOf(left[node]!), lowOf(right[node]!), lowOf(node)];
		// A leaf's box is its point.
		const aHigh = left[node]! < 0 ? a : a + width;
		const bHigh = right[node]! < 0 ? b : b + width;
		let sum = 0;
		for (let c = 0; c < width; c++) {
			all[to + c] = Math.min(all[a + c]!, all[b + c]!);
			all[to + width + c] = Math.max(all[aHigh + c]!, all[bHigh + c]!);
			sum += all[to + width + c]! - all[to + c]!;
		}
		sides[6 * node + 5] = sum;
	}
}
