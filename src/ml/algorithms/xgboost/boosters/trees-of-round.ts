import { treeMethodOf, type GrowOne } from './tree-method.ts';
import type { Boosting } from './booster.ts';
import { ColumnSampler } from '../trees/column-sampler.ts';
import type { Grown, GrowthRule } from '../trees/grow.ts';
import { prune } from '../trees/prune.ts';
import { refresh } from '../trees/refresh.ts';
import { drawRows, drawRowsByGradient } from '../trees/row-sampler.ts';
import { leavesByRow } from '../trees/leaves-by-row.ts';
import type { Tree } from '../trees/tree.ts';

/** A grown tree with the output that it adds to and the rows that it has not seen. */
export interface NewTree {
	readonly tree: Tree;
	readonly output: number;
	readonly grown: Grown;
	readonly unseen: Int32Array;
}

/**
 * The trees of one round: for each output `num_parallel_tree` of them, each on rows and columns of its own draw, then
 * through the updaters that come after growing.
 * @param margins at which the gradients were taken
 */
export async function growRound(
	boosting: Boosting,
	rule: GrowthRule,
	grow: GrowOne,
	margins: Float32Array
): Promise<NewTree[]> {
	const { p, outputs, rng, watched, pairs } = boosting;
	const { rows, columns } = watched[0]!.data;
	const shares = { byTree: p.colsample_bytree, byLevel: p.colsample_bylevel, byNode: p.colsample_bynode };
	const made: NewTree[] = [];
	for (let output = 0; output < outputs; output++) {
		const own = pairs.subarray(2 * output * rows, 2 * (output + 1) * rows);
		for (let i = 0; i < p.num_parallel_tree; i++) {
			const sample =
				p.sampling_method === 'gradient_based' && p.subsample < 1
					? drawRowsByGradient(own, p.subsample, p.lambda, rng)
					: { ...drawRows(rows, p.subsample, rng), pairs: own };
			const grown = await grow(sample.pairs, sample.drawn, new ColumnSampler(columns, shares, rng));
			const updated = update(boosting, rule, grown, own);
			setLeaves(boosting, updated, margins, output);
			made.push({ tree: updated.tree, output, grown: updated, unseen: sample.left });
		}
	}
	return made;
}

/** What `updater` asks for behind the growing. */
function update({ p, watched }: Boosting, rule: GrowthRule, grown: Grown, pairs: Float32Array): Grown {
	let now = grown;
	for (const step of p.updater ?? []) {
		if (step === 'prune') {
			const { tree, survivor } = prune(now.tree, rule);
			const place = new Int32Array(watched[0]!.data.rows);
			for (const { id, from, to } of now.leaves) {
				for (let i = from; i < to; i++) place[now.order[i]!] = survivor[id]!;
			}
			now = { tree, ...leavesByRow(tree, now.order, place) };
		}
		if (step === 'refresh')
			now = { ...now, tree: refresh(now.tree, watched[0]!.data, pairs, rule, p.refresh_leaf === 1) };
	}
	return now;
}

/**
 * Gives leaves the value that the objective finds best, where it has a say. As in the library's version 1.7 eta has none then,
 * and leaves of exact trees keep their gradient step. */
function setLeaves(
	{ p, loss, watched, outputs }: Boosting,
	{ tree, order, leaves }: Grown,
	margins: Float32Array,
	output: number
): void {
	if (!loss.leafValue || treeMethodOf(p) === 'exact') return;
	const { labels, weights } = watched[0]!.data;
	for (const { id, from, to } of leaves) {
		const rows = order.subarray(from, to);
		const residuals = Float32Array.from(rows, (row) => labels![row]! - margins[row * outputs + output]!);
		const value = loss.leafValue(residuals, weights && Float32Array.from(rows, (row) => weights[row]!));
		tree.threshold[id] = Number.isNaN(value) ? 0 : value;
		tree.weight[id] = tree.threshold[id]!;
	}
}
