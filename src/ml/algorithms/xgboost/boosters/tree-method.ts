import type { Dataset } from '#ml/data/dataset.ts';
import { BinSums } from '#ml/wasm/bin-sums.ts';
import type { XGBoostHyperparameters } from '../hyperparameters.ts';
import { binTable } from '../trees/binning.ts';
import { type ColumnSampler } from '../trees/column-sampler.ts';
import { growTree, type Grown, type GrowthRule } from '../trees/grow.ts';
import { growExactTree } from '../trees/grow-exact.ts';
import { HistogramPool } from '../trees/histogram-pool.ts';
import { roundToGrid } from '../trees/round-to-grid.ts';
import { sortColumns } from '../trees/sorted-columns.ts';

/** Grows a tree from gradients on the drawn rows. */
export type GrowOne = (pairs: Float32Array, drawn: Int32Array, columns: ColumnSampler) => Grown;

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

export function growerOf(data: Dataset, p: XGBoostHyperparameters, rule: GrowthRule): GrowOne {
	switch (treeMethodOf(p)) {
		case 'exact': {
			const sorted = sortColumns(data);
			return (pairs, rows, columns) => growExactTree({ data, sorted, pairs, rows, columns, rule });
		}
		case 'approx':
			return approximately(data, p, rule);
		case 'hist': {
			const table = binTable(data, p.max_bin, data.weights);
			const sums = new BinSums(table);
			const pool = new HistogramPool(sums, table.starts[table.columns]!);
			return (pairs, rows, columns) => {
				roundToGrid(pairs);
				return growTree({ table, pairs, rows, sums, columns, pool, rule });
			};
		}
	}
}

/** Objectives whose hessians are the rows' weights; their bins need not follow the margins. */
const CONSTANT_HESSIAN = ['reg:squarederror', 'reg:linear', 'reg:absoluteerror'];

/** Bins anew for each tree, at quantiles weighted by the hessians of its rows. */
function approximately(data: Dataset, p: XGBoostHyperparameters, rule: GrowthRule): GrowOne {
	const bins = p.sketch_eps === undefined ? p.max_bin : Math.max(2, Math.ceil(1 / p.sketch_eps));
	const style = CONSTANT_HESSIAN.includes(p.objective) ? 'hist' : 'approx';
	return (pairs, rows, columns) => {
		const hessians = new Float32Array(data.rows);
		for (const row of rows) hessians[row] = pairs[2 * row + 1]!;
		const table = binTable(data, bins, hessians, style);
		const sums = new BinSums(table);
		const pool = new HistogramPool(sums, table.starts[table.columns]!);
		roundToGrid(pairs);
		return growTree({ table, pairs, rows, sums, columns, pool, rule });
	};
}
