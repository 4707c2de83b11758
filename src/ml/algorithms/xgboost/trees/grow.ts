import type { BinnedTable } from './binning.ts';
import type { ColumnSampler } from './column-sampler.ts';
import { buildHistogram, subtractHistogram, type Histogram } from './histogram.ts';
import type { HistogramPool } from './histogram-pool.ts';
import { weightOf, type Regularisation } from './leaf-weight.ts';
import { partitionRows } from './partition.ts';
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
}

export interface Growth {
	readonly table: BinnedTable;
	/** Gradient and hessian of each row of the table, interleaved. */
	readonly pairs: Float32Array;
	/** Rows to learn from; reordered in place. */
	readonly order: Int32Array;
	/** As long as `order`. */
	readonly scratch: Int32Array;
	readonly columns: ColumnSampler;
	readonly pool: HistogramPool;
	readonly rule: GrowthRule;
}

/** A leaf and the part of `order` that came to it. */
export interface LeafRows {
	readonly value: number;
	readonly from: number;
	readonly to: number;
}

interface Node {
	readonly id: number;
	readonly depth: number;
	readonly from: number;
	readonly to: number;
	readonly gradient: number;
	readonly hessian: number;
	split: Split | null;
	/** Null where there is none to subtract from. */
	histogram: Histogram | null;
}

/** Gains up to this are rounding noise. */
const NO_GAIN = 1e-6;

/** Grows one tree on the gradients; also says which rows came to which leaf. */
export function growTree(growth: Growth): { tree: Tree; leaves: LeafRows[] } {
	const { rule, pool, order } = growth;
	const builder = new TreeBuilder();
	const { gradient, hessian } = sumOf(growth);
	const root = addNode(growth, builder, -1, 0, 0, order.length, gradient, hessian);
	if (order.length > 0) examine(growth, root, null);
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
	const tree = builder.build();
	const leaves = [...done, ...waiting].map(({ id, from, to }) => ({ value: tree.threshold[id]!, from, to }));
	return { tree, leaves };
}

function sumOf({ order, pairs }: Growth): { gradient: number; hessian: number } {
	let gradient = 0;
	let hessian = 0;
	for (let i = 0; i < order.length; i++) {
		gradient += pairs[2 * order[i]!]!;
		hessian += pairs[2 * order[i]! + 1]!;
	}
	return { gradient, hessian };
}

function addNode(
	{ rule }: Growth,
	builder: TreeBuilder,
	parent: number,
	depth: number,
	from: number,
	to: number,
	gradient: number,
	hessian: number
): Node {
	const weight = Math.fround(weightOf(gradient, hessian, rule));
	const id = builder.addLeaf(parent, weight, Math.fround(weight * Math.fround(rule.eta)), hessian);
	return { id, depth, from, to, gradient, hessian, split: null, histogram: null };
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
function examine(growth: Growth, node: Node, given: Histogram | null): void {
	const { table, pairs, order, columns, pool, rule } = growth;
	const histogram = given ?? pool.take();
	if (!given) {
		const features = columns.columns.length === table.columns ? null : columns.columns;
		buildHistogram(table, pairs, order, node.from, node.to, features, histogram);
	}
	node.histogram = histogram;
	node.split = findSplit(table, histogram, columns.at(node.depth), node.gradient, node.hessian, rule);
}

/** Makes the two children; the smaller one's histogram is built, the other's is what the parent's has left. */
function splitNode(growth: Growth, builder: TreeBuilder, node: Node, split: Split): [Node, Node] {
	const { table, order, scratch, pool, rule } = growth;
	const middle = partitionRows(table, split, order, node.from, node.to, scratch);
	const depth = node.depth + 1;
	const { leftGradient, leftHessian, rightGradient, rightHessian } = split;
	const left = addNode(growth, builder, node.id, depth, node.from, middle, leftGradient, leftHessian);
	const right = addNode(growth, builder, node.id, depth, middle, node.to, rightGradient, rightHessian);
	builder.split(node.id, split, left.id, right.id);
	if (rule.maxDepth > 0 && depth >= rule.maxDepth) {
		pool.giveBack(node.histogram);
		return [left, right];
	}
	const [small, large] = middle - node.from <= node.to - middle ? [left, right] : [right, left];
	examine(growth, small, null);
	if (node.histogram) subtractHistogram(node.histogram, small.histogram!);
	examine(growth, large, node.histogram);
	return [left, right];
}
