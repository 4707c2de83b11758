import type { BinSums, Sums } from '#ml/wasm/bin-sums.ts';
import type { BinnedTable } from './binning.ts';
import type { ColumnSampler } from './column-sampler.ts';
import type { HistogramPool } from './histogram-pool.ts';
import { EVERYWHERE, reachBelow, within, type Reach } from './interactions.ts';
import { childBounds, FREE, gainOf, weightOf, type Bounds, type Regularisation } from './leaf-weight.ts';
import { findSplit, type Split } from './split.ts';
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
	readonly table: BinnedTable;
	/** Gradient and hessian of each row of the table, interleaved. */
	readonly pairs: Float32Array;
	/** Rows to learn from. */
	readonly rows: Int32Array;
	/** Of the same table. */
	readonly sums: BinSums;
	readonly columns: ColumnSampler;
	readonly pool: HistogramPool;
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

interface Node {
	readonly id: number;
	readonly depth: number;
	readonly from: number;
	readonly to: number;
	readonly gradient: number;
	readonly hessian: number;
	/** Bounds of its children's weights; its own follows from those of its parent. */
	readonly bounds: Bounds;
	readonly reach: Reach;
	/** What it gains as a leaf. */
	readonly gain: number;
	split: Split | null;
	/** Null where there is none to subtract from. */
	histogram: Sums | null;
}

/** Gains up to this are rounding noise. */
const NO_GAIN = 1e-6;

/** Grows one tree on the gradients, by histograms. */
export function growTree(growth: Growth): Grown {
	const { rule, pool, rows, sums } = growth;
	sums.begin(growth.pairs, rows);
	const builder = new TreeBuilder();
	const { gradient, hessian } = sumOf(growth);
	const root = addNode(growth, builder, null, {
		depth: 0,
		from: 0,
		to: rows.length,
		gradient,
		hessian,
		bounds: FREE,
		reach: EVERYWHERE
	});
	if (rows.length > 0) examine(growth, root, null);
	const waiting: Node[] = [];
	const done: Node[] = [];
	const sort = (node: Node): void => {
		if (isWorthSplitting(node, rule)) {
			waiting.push(node);
			if (!pool.isFull) return;
		} else {
			done.push(node);
		}
		pool.giveBack(node.histogram);
		node.histogram = null;
	};
	sort(root);
	for (let leaves = 1; waiting.length > 0; leaves++) {
		if (rule.maxLeaves > 0 && leaves >= rule.maxLeaves) break;
		const node = takeNext(waiting, rule.lossGuide);
		for (const child of splitNode(growth, builder, node, node.split!)) sort(child);
	}
	for (const node of waiting) pool.giveBack(node.histogram);
	const leaves = [...done, ...waiting].map(({ id, from, to }) => ({ id, from, to }));
	return { tree: builder.build(), order: sums.order(), leaves };
}

function sumOf({ rows, pairs }: Growth): { gradient: number; hessian: number } {
	let gradient = 0;
	let hessian = 0;
	for (let i = 0; i < rows.length; i++) {
		gradient += pairs[2 * rows[i]!]!;
		hessian += pairs[2 * rows[i]! + 1]!;
	}
	return { gradient, hessian };
}

/** Adds a leaf; its weight keeps to the bounds of its parent. */
function addNode(
	{ rule }: Growth,
	builder: TreeBuilder,
	parent: Node | null,
	part: Pick<Node, 'depth' | 'from' | 'to' | 'gradient' | 'hessian' | 'bounds' | 'reach'>
): Node {
	const { gradient, hessian } = part;
	const outer = parent?.bounds ?? FREE;
	const weight = Math.fround(weightOf(gradient, hessian, rule, outer));
	const value = Math.fround(weight * Math.fround(rule.eta));
	const id = builder.addLeaf(parent?.id ?? -1, weight, value, hessian);
	const gain = Math.fround(gainOf(gradient, hessian, rule, outer));
	return { ...part, id, gain, split: null, histogram: null };
}

function isWorthSplitting({ split }: Node, rule: GrowthRule): boolean {
	return split !== null && split.gain > NO_GAIN && split.gain >= rule.gamma;
}

function takeNext(waiting: Node[], lossGuide: boolean): Node {
	if (!lossGuide) return waiting.shift()!;
	let best = 0;
	for (let i = 1; i < waiting.length; i++) {
		if (waiting[i]!.split!.gain > waiting[best]!.split!.gain) best = i;
	}
	return waiting.splice(best, 1)[0]!;
}

/** Finds the node's best split from its histogram, which is built from its rows where none is given. */
function examine(growth: Growth, node: Node, given: Sums | null): void {
	const { table, sums, columns, pool, rule } = growth;
	const histogram = given ?? pool.take();
	if (!given) {
		const drawn = columns.columns.length === table.columns ? null : columns.columns;
		sums.fill(histogram, node.from, node.to, drawn);
	}
	node.histogram = histogram;
	node.split = findSplit(table, sums, histogram, within(columns.at(node.depth), node.reach), node, rule);
}

/** Makes the two children; the smaller one's histogram is built, the other's is what the parent's has left. */
function splitNode(growth: Growth, builder: TreeBuilder, node: Node, split: Split): [Node, Node] {
	const { sums, pool, rule } = growth;
	const middle = sums.partition(split.feature, split.lastLeftBin, split.defaultLeft, node.from, node.to);
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
	const left = addNode(growth, builder, node, {
		depth,
		from: node.from,
		to: middle,
		gradient: leftGradient,
		hessian: leftHessian,
		bounds: leftBounds,
		reach
	});
	const right = addNode(growth, builder, node, {
		depth,
		from: middle,
		to: node.to,
		gradient: rightGradient,
		hessian: rightHessian,
		bounds: rightBounds,
		reach
	});
	builder.split(node.id, split, left.id, right.id);
	if (rule.maxDepth > 0 && depth >= rule.maxDepth) {
		pool.giveBack(node.histogram);
		return [left, right];
	}
	const [small, large] = middle - node.from <= node.to - middle ? [left, right] : [right, left];
	examine(growth, small, null);
	if (node.histogram) sums.subtract(node.histogram, small.histogram!);
	examine(growth, large, node.histogram);
	return [left, right];
}
