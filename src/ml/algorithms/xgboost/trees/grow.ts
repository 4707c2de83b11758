import type { ColumnSampler } from './column-sampler.ts';
import type { GradientSum } from './gradient-grid.ts';
import { EVERYWHERE, reachBelow, within, type Reach } from './interactions.ts';
import { childBounds, FREE, gainOf, weightOf, type Bounds, type Regularisation } from './leaf-weight.ts';
import type { Candidate, Parting } from './shard.ts';
import type { Shards } from './shards.ts';
import type { Split } from './split.ts';
import { TreeBuilder } from './tree-builder.ts';
import type { Tree } from './tree.ts';

export interface GrowthRule extends Regularisation {
	readonly eta: number;
	readonly gamma: number;
	/** 0: unlimited. */
	readonly maxDepth: number;
	/** 0: unlimited. */
	readonly maxLeaves: number;
	/** True: the node with the largest gain is split next; false: the one nearest to the root. */
	readonly lossGuide: boolean;
	/** Groups of columns that may share a branch; null: all may. */
	readonly interactions: readonly ReadonlySet<number>[] | null;
}

export interface Growth {
	readonly rows: number;
	/** Gradient and hessian of each row of the table, interleaved. */
	readonly pairs: Float32Array;
	/** Of all rows. */
	readonly sum: GradientSum;
	/** Rows to learn from; null for all. */
	readonly drawn: Int32Array | null;
	/** Of the table. */
	readonly shards: Shards;
	readonly columns: ColumnSampler;
	readonly rule: GrowthRule;
}

/** A leaf and the part of `order` that came to it. */
export interface LeafRows {
	readonly id: number;
	readonly from: number;
	readonly to: number;
}

/** A tree, and which rows came to which leaf. */
export interface Grown {
	readonly tree: Tree;
	/** The rows that it was grown on. */
	readonly order: Int32Array;
	readonly leaves: readonly LeafRows[];
}

interface Node extends Candidate {
	readonly depth: number;
	/** Bounds of its children's weights; its own follows from those of its parent. */
	readonly bounds: Bounds;
	readonly reach: Reach;
	from: number;
	to: number;
	split: Split | null;
}

/** Gains up to this are rounding noise. */
const NO_GAIN = 1e-6;

/** Grows one tree on the gradients, by histograms. Nodes of one depth are parted together where depth goes first. */
export async function growTree(growth: Growth): Promise<Grown> {
	const { rule, shards, rows, drawn, pairs, columns } = growth;
	const builder = new TreeBuilder();
	const root = addNode(growth, builder, null, {
		depth: 0,
		...(drawn ? sumOf(drawn, pairs) : growth.sum),
		bounds: FREE,
		reach: EVERYWHERE
	});
	root.to = drawn ? drawn.length : rows;
	root.split = await shards.begin({
		pairs,
		rows: drawn,
		columns: columns.isAll ? null : columns.columns,
		root: root.to > 0 ? candidateOf(root) : null
	});
	let waiting = [root];
	const leaves: Node[] = [];
	let done: number[] = [];
	for (;;) {
		for (const node of waiting.filter((each) => !isWorthSplitting(each, rule))) {
			leaves.push(node);
			done.push(node.id);
		}
		waiting = waiting.filter((each) => isWorthSplitting(each, rule));
		const room = rule.maxLeaves > 0 ? rule.maxLeaves - leaves.length - waiting.length : Infinity;
		const batch = takeNext(waiting, rule.lossGuide, room);
		if (batch.length === 0) break;
		const children = batch.map((node) => childrenOf(growth, builder, node, node.split!));
		const parted = await shards.step(
			batch.map((node, i) => partingOf(node, children[i]!, rule)),
			done
		);
		done = [];
		parted.forEach(({ middle, splits }, i) => {
			const [left, right] = children[i]!;
			[left.from, left.to, left.split] = [batch[i]!.from, middle, splits[0]];
			[right.from, right.to, right.split] = [middle, batch[i]!.to, splits[1]];
			waiting.push(left, right);
		});
	}
	leaves.push(...waiting);
	const ends = leaves.map(({ id, from, to }) => ({ id, from, to }));
	return { tree: builder.build(), order: shards.order(), leaves: ends };
}

function sumOf(drawn: Int32Array, pairs: Float32Array): GradientSum {
	let gradient = 0;
	let hessian = 0;
	for (let i = 0; i < drawn.length; i++) {
		gradient += pairs[2 * drawn[i]!]!;
		hessian += pairs[2 * drawn[i]! + 1]!;
	}
	return { gradient, hessian };
}

/** Adds a leaf; its weight keeps to the bounds of its parent. */
function addNode(
	{ rule, columns }: Growth,
	builder: TreeBuilder,
	parent: Node | null,
	part: Pick<Node, 'depth' | 'gradient' | 'hessian' | 'bounds' | 'reach'>
): Node {
	const { gradient, hessian, depth, reach } = part;
	const outer = parent?.bounds ?? FREE;
	const weight = Math.fround(weightOf(gradient, hessian, rule, outer));
	const value = Math.fround(weight * Math.fround(rule.eta));
	const id = builder.addLeaf(parent?.id ?? -1, weight, value, hessian);
	const gain = Math.fround(gainOf(gradient, hessian, rule, outer));
	const isTried = !(rule.maxDepth > 0 && depth >= rule.maxDepth);
	const tried =
		isTried && !(columns.isWhole && reach.allowed === null) ? within(columns.at(depth), reach) : null;
	const { bounds } = part;
	// All at once: a spread with more fields behind it is ten times as slow, and there are thousands of nodes.
	return { id, depth, gradient, hessian, gain, bounds, reach, columns: tried, from: 0, to: 0, split: null };
}

/** The part of a node that shards need. */
function candidateOf({ id, columns, gradient, hessian, gain, bounds }: Node): Candidate {
	return { id, columns, gradient, hessian, gain, bounds };
}

function isWorthSplitting({ split }: Node, rule: GrowthRule): boolean {
	return split !== null && split.gain > NO_GAIN && split.gain >= rule.gamma;
}

/**
 * Takes the nodes to be parted next out of those that wait: the one that gains most, or all there are.
 * @param room how many leaves more there may be
 */
function takeNext(waiting: Node[], lossGuide: boolean, room: number): Node[] {
	if (!lossGuide) return waiting.splice(0, Math.min(waiting.length, room));
	if (room < 1 || waiting.length === 0) return [];
	let best = 0;
	for (let i = 1; i < waiting.length; i++) {
		if (waiting[i]!.split!.gain > waiting[best]!.split!.gain) best = i;
	}
	return waiting.splice(best, 1);
}

function childrenOf(growth: Growth, builder: TreeBuilder, node: Node, split: Split): [Node, Node] {
	const { rule } = growth;
	const depth = node.depth + 1;
	const { leftGradient, leftHessian, rightGradient, rightHessian } = split;
	const outer = node.bounds;
	const [leftBounds, rightBounds] = childBounds(
		outer,
		rule.monotone?.[split.feature] ?? 0,
		Math.fround(weightOf(leftGradient, leftHessian, rule, outer)),
		Math.fround(weightOf(rightGradient, rightHessian, rule, outer))
	);
	const reach = reachBelow(node.reach, split.feature, rule.interactions);
	const [left, right] = [
		{ depth, gradient: leftGradient, hessian: leftHessian, bounds: leftBounds, reach },
		{ depth, gradient: rightGradient, hessian: rightHessian, bounds: rightBounds, reach }
	].map((part) => addNode(growth, builder, node, part));
	builder.split(node.id, split, left!.id, right!.id);
	return [left!, right!];
}

function partingOf(
	{ id, depth, from, to, split }: Node,
	[left, right]: [Node, Node],
	rule: GrowthRule
): Parting {
	const { feature, lastLeftBin, defaultLeft } = split!;
	const isLast = rule.maxDepth > 0 && depth + 1 >= rule.maxDepth;
	const children = isLast ? null : ([candidateOf(left), candidateOf(right)] as const);
	return { id, from, to, split: { feature, lastLeftBin, defaultLeft }, children };
}
