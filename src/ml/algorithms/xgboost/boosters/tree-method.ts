import type { Dataset } from '#ml/data/dataset.ts';
import type { Hand } from '#ml/crew.ts';
import type { XGBoostHyperparameters } from '../hyperparameters.ts';
import { binTable } from '../trees/binning.ts';
import { type ColumnSampler } from '../trees/column-sampler.ts';
import { growTree, type Grown, type GrowthRule } from '../trees/grow.ts';
import { GradientGrid } from '../trees/gradient-grid.ts';
import { growExactTree } from '../trees/grow-exact.ts';
import { shardsOf, type Shards } from '../trees/shards.ts';
import { sortColumns } from '../trees/sorted-columns.ts';
import { binSparse } from '../trees/sparse-bins.ts';
import { SparseShard } from '../trees/sparse-shard.ts';

/** Grows a tree from gradients on the drawn rows; on all where null is drawn. */
export type GrowOne = (
	pairs: Float32Array,
	drawn: Int32Array | null,
	columns: ColumnSampler
) => Grown | Promise<Grown>;

export type TreeMethod = 'exact' | 'approx' | 'hist';

const GROWERS: Readonly<Record<string, TreeMethod>> = {
	grow_colmaker: 'exact',
	grow_histmaker: 'approx',
	grow_quantile_histmaker: 'hist'
};

/** The method that the updaters name, else `tree_method`; auto is hist. */
export function treeMethodOf({ tree_method, updater }: XGBoostHyperparameters): TreeMethod {
	const named = updater?.map((each) => GROWERS[each]).find((each) => each !== undefined);
	return named ?? (tree_method === 'exact' || tree_method === 'approx' ? tree_method : 'hist');
}

/** @param hands that share the columns of histograms */
export function growerOf(
	data: Dataset,
	p: XGBoostHyperparameters,
	rule: GrowthRule,
	hands: readonly Hand[]
): GrowOne {
	switch (treeMethodOf(p)) {
		case 'exact': {
			const sorted = sortColumns(data);
			const all = Int32Array.from({ length: data.rows }, (_, row) => row);
			return (pairs, drawn, columns) =>
				growExactTree({ data, sorted, pairs, rows: drawn ?? all, columns, rule });
		}
		case 'approx':
			return approximately(data, p, rule, hands);
		case 'hist': {
			const shards = shardsOn(data, p.max_bin, data.weights, 'hist', rule, hands);
			const grid = new GradientGrid(data.rows);
			return (pairs, drawn, columns) => {
				const sum = grid.round(pairs);
				return growTree({ rows: data.rows, pairs, sum, drawn, shards, columns, rule });
			};
		}
	}
}

/** Objectives whose hessians are the rows' weights; their bins need not follow the margins. */
const CONSTANT_HESSIAN = ['reg:squarederror', 'reg:linear', 'reg:absoluteerror'];

/** Bins anew for each tree, at quantiles weighted by the hessians of its rows. */
function approximately(
	data: Dataset,
	p: XGBoostHyperparameters,
	rule: GrowthRule,
	hands: readonly Hand[]
): GrowOne {
	const bins = p.sketch_eps === undefined ? p.max_bin : Math.max(2, Math.ceil(1 / p.sketch_eps));
	const style = CONSTANT_HESSIAN.includes(p.objective) ? 'hist' : 'approx';
	const grid = new GradientGrid(data.rows);
	return (pairs, drawn, columns) => {
		const shards = shardsOn(data, bins, hessiansOf(data, pairs, drawn), style, rule, hands);
		const sum = grid.round(pairs);
		return growTree({ rows: data.rows, pairs, sum, drawn, shards, columns, rule });
	};
}

/** The table in bins, shared out; sparse rows stay on this thread. */
function shardsOn(
	data: Dataset,
	bins: number,
	weights: Float32Array | null,
	style: 'hist' | 'approx',
	rule: GrowthRule,
	hands: readonly Hand[]
): Shards {
	if (data.sparse) return new SparseShard(binSparse(data, bins, weights, style), rule);
	return shardsOf(binTable(data, bins, weights, style), rule, hands);
}

/** Of each row, 0 for those that are not drawn. A row's weight is in it and counts once more, as in the library. */
function hessiansOf({ weights }: Dataset, pairs: Float32Array, drawn: Int32Array | null): Float32Array {
	const all = Float32Array.from(
		{ length: pairs.length / 2 },
		(_, row) => pairs[2 * row + 1]! * (weights?.[row] ?? 1)
	);
	if (drawn === null) return all;
	const own = new Float32Array(all.length);
	for (const row of drawn) own[row] = all[row]!;
	return own;
}
