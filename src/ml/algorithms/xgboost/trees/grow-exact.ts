import type { Dataset } from '#ml/data/dataset.ts';
import { rowReader } from '#ml/data/row-reader.ts';
import type { ColumnSampler } from './column-sampler.ts';
import type { Grown, GrowthRule } from './grow.ts';
import { EVERYWHERE, reachBelow, type Reach } from './interactions.ts';
import { childBounds, FREE, gainOf, gainOfPair, weightOf, type Bounds } from './leaf-weight.ts';
import { leavesByRow } from './leaves-by-row.ts';
import { prune } from './prune.ts';
import type { SortedColumns } from './sorted-columns.ts';
import { TreeBuilder } from './tree-builder.ts';

export interface ExactGrowth {
	readonly data: Dataset;
	readonly sorted: SortedColumns;
	/** Gradient and hessian of each row, interleaved. */
	readonly pairs: Float32Array;
	/** Rows to learn from. */
	readonly rows: Int32Array;
	readonly columns: ColumnSampler;
	readonly rule: GrowthRule;
}

interface Node {
	readonly id: number;
	readonly gradient: number;
	readonly hessian: number;
	readonly bounds: Bounds;
	readonly reach: Reach;
	readonly gain: number;
	best: Candidate | null;
	/** Sums over the values that the scan has come by. */
	scannedGradient: number;
	scannedHessian: number;
	lastValue: number;
}

interface Candidate {
	readonly gain: number;
	readonly column: number;
	readonly threshold: number;
	readonly defaultLeft: boolean;
	readonly left: readonly [gradient: number, hessian: number];
	readonly right: readonly [gradient: number, hessian: number];
}

/** Gains up to this are rounding noise. */
const NO_GAIN = 1e-6;
const GAP = 1e-6;

/**
 * Grows one tree by trying every value of every column (`tree_method=exact`), a depth at a time, and prunes splits that
 * gain less than gamma from the leaves upwards afterwards.
 * @see Chen & Guestrin, KDD 2016, algorithm 1
 */
export function growExactTree(growth: ExactGrowth): Grown {
	const { data, rows, rule, columns } = growth;
	const builder = new TreeBuilder();
	const place = new Int32Array(data.rows).fill(-1);
	let root: readonly [number, number] = [0, 0];
	for (const row of rows) {
		place[row] = 0;
		root = [root[0] + growth.pairs[2 * row]!, root[1] + growth.pairs[2 * row + 1]!];
	}
	let level = [addNode(builder, rule, null, root, FREE, EVERYWHERE)];
	for (let depth = 0; level.length > 0 && (rule.maxDepth === 0 || depth < rule.maxDepth); depth++) {
		const open = new Map(level.map((node) => [node.id, node]));
		for (const column of columns.at(depth)) scanColumn(growth, column, place, open);
		level = level.flatMap((node) => splitNode(builder, rule, node));
		movePlaces(builder, growth, place, open);
	}
	const { tree, survivor } = prune(builder.build(), rule);
	for (const row of rows) place[row] = survivor[place[row]!]!;
	return { tree, ...leavesByRow(tree, rows, place) };
}

function addNode(
	builder: TreeBuilder,
	rule: GrowthRule,
	parent: Node | null,
	[gradient, hessian]: readonly [number, number],
	bounds: Bounds,
	reach: Reach
): Node {
	const outer = parent?.bounds ?? FREE;
	const weight = Math.fround(weightOf(gradient, hessian, rule, outer));
	const value = Math.fround(weight * Math.fround(rule.eta));
	const id = builder.addLeaf(parent?.id ?? -1, weight, value, hessian);
	const gain = Math.fround(gainOf(gradient, hessian, rule, outer));
	const scan = { best: null, scannedGradient: 0, scannedHessian: 0, lastValue: 0 };
	return { id, gradient, hessian, bounds, reach, gain, ...scan };
}

/** Missing values go left while the scan falls, and right while it rises; the latter only where there are any. */
function scanColumn(
	growth: ExactGrowth,
	column: number,
	place: Int32Array,
	open: ReadonlyMap<number, Node>
): void {
	if (growth.sorted.order[column]!.length === 0) return;
	const nodes = [...open.values()].filter(({ reach }) => reach.allowed?.has(column) ?? true);
	if (growth.sorted.order[column]!.length < growth.sorted.rows)
		scan(growth, column, place, open, nodes, true);
	scan(growth, column, place, open, nodes, false);
}

function scan(
	{ sorted, pairs, rule }: ExactGrowth,
	column: number,
	place: Int32Array,
	open: ReadonlyMap<number, Node>,
	nodes: readonly Node[],
	isRising: boolean
): void {
	for (const node of nodes) {
		node.scannedGradient = 0;
		node.scannedHessian = 0;
	}
	const values = sorted.values[column]!;
	const order = sorted.order[column]!;
	for (let step = 0; step < order.length; step++) {
		const i = isRising ? step : order.length - 1 - step;
		const row = order[i]!;
		const node = place[row]! < 0 ? undefined : open.get(place[row]!);
		if (node === undefined || !(node.reach.allowed?.has(column) ?? true)) continue;
		const value = values[i]!;
		if (node.scannedHessian !== 0 && value !== node.lastValue && node.scannedHessian >= rule.minChildWeight) {
			const middle = Math.fround(Math.fround(value + node.lastValue) * 0.5);
			propose(node, column, middle === value ? node.lastValue : middle, isRising, rule);
		}
		node.scannedGradient += pairs[2 * row]!;
		node.scannedHessian += pairs[2 * row + 1]!;
		node.lastValue = value;
	}
	for (const node of nodes) {
		// All values on one side, the missing ones on the other.
		if (node.scannedHessian < rule.minChildWeight) continue;
		const gap = Math.abs(node.lastValue) + GAP;
		propose(node, column, Math.fround(node.lastValue + (isRising ? gap : -gap)), isRising, rule);
	}
}

function propose(node: Node, column: number, threshold: number, isRising: boolean, rule: GrowthRule): void {
	const scanned = [node.scannedGradient, node.scannedHessian] as const;
	const rest = [node.gradient - scanned[0], node.hessian - scanned[1]] as const;
	if (rest[1] < rule.minChildWeight) return;
	const [left, right] = isRising ? [scanned, rest] : [rest, scanned];
	// Rounded as the library does, since gains that differ by rounding alone decide which column is taken.
	const both = gainOfPair(left, right, rule, column, node.bounds, Math.fround);
	const gain = Math.fround(Math.fround(both) - node.gain);
	if (!(gain > (node.best?.gain ?? 0)) || !Number.isFinite(gain)) return;
	node.best = { gain, column, threshold, defaultLeft: !isRising, left, right };
}

function splitNode(builder: TreeBuilder, rule: GrowthRule, node: Node): Node[] {
	const { best } = node;
	if (best === null || best.gain <= NO_GAIN) {
		node.best = null;
		return [];
	}
	const { column: feature, threshold, defaultLeft, gain } = best;
	const [leftBounds, rightBounds] = childBounds(
		node.bounds,
		rule.monotone?.[feature] ?? 0,
		Math.fround(weightOf(best.left[0], best.left[1], rule, node.bounds)),
		Math.fround(weightOf(best.right[0], best.right[1], rule, node.bounds))
	);
	const reach = reachBelow(node.reach, feature, rule.interactions);
	const left = addNode(builder, rule, node, best.left, leftBounds, reach);
	const right = addNode(builder, rule, node, best.right, rightBounds, reach);
	builder.split(node.id, { feature, threshold, defaultLeft, gain }, left.id, right.id);
	return [left, right];
}

function movePlaces(
	builder: TreeBuilder,
	{ data, rows }: ExactGrowth,
	place: Int32Array,
	open: ReadonlyMap<number, Node>
): void {
	const { x, at } = rowReader(data);
	for (const row of rows) {
		const best = open.get(place[row]!)?.best;
		if (!best) continue;
		const value = x[at(row) + best.column]!;
		const goesLeft = Number.isNaN(value) ? best.defaultLeft : value < best.threshold;
		place[row] = builder.childOf(place[row]!, goesLeft);
	}
}
