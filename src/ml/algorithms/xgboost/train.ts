import { Rng } from '#base/rng.ts';
import type { Task } from '#ml/algorithm.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { binTable, type BinnedTable } from './trees/binning.ts';
import { ColumnSampler } from './trees/column-sampler.ts';
import { EarlyStopping } from './early-stopping.ts';
import { evalMetricOf, type EvalMetric } from './metrics/eval-metrics.ts';
import { growTree, type GrowthRule } from './trees/grow.ts';
import { HistogramPool } from './trees/histogram-pool.ts';
import { roundToGrid } from './trees/histogram.ts';
import { evalMetricsOf, type XGBoostHyperparameters } from './hyperparameters.ts';
import { lossOf } from './objectives/losses.ts';
import type { Loss } from './objectives/loss.ts';
import { XGBoostModel } from './model.ts';
import { drawRows } from './trees/row-sampler.ts';
import { addLeafValues, sizeOf, type Tree } from './trees/tree.ts';
import { checkTrainingData, labelsOf } from './training-data.ts';

/** A channel with the margins that the trees so far give it. */
interface Watched {
	readonly name: string;
	readonly data: Dataset;
	readonly margins: Float32Array;
}

interface Boosting {
	readonly p: XGBoostHyperparameters;
	readonly loss: Loss;
	readonly outputs: number;
	readonly rule: GrowthRule;
	readonly rng: Rng;
	readonly table: BinnedTable;
	readonly pool: HistogramPool;
	readonly pairs: Float32Array;
	readonly scratch: Int32Array;
	/** The training channel first. */
	readonly watched: readonly Watched[];
	readonly trees: Tree[];
}

/**
 * Boosts trees round by round and logs every metric of every channel after each, as the container does.
 * @returns null where it was stopped before the first round
 * @throws UserError for data that cannot be learnt from
 */
export async function train(task: Task<XGBoostHyperparameters>): Promise<XGBoostModel | null> {
	const { hyperparameters: p, stop, log } = task;
	const boosting = begin(task);
	const { watched, trees, outputs, loss } = boosting;
	const metrics = (evalMetricsOf(p) ?? [loss.defaultMetric]).map(evalMetricOf);
	const decisive = metrics[metrics.length - 1]!;
	const stopping =
		p.early_stopping_rounds !== undefined && watched.length > 1
			? new EarlyStopping(p.early_stopping_rounds, decisive.maximize)
			: null;
	logRemarks(task, boosting);
	for (let round = 0; round < p.num_round && !stop.aborted; round++) {
		boostOnce(boosting, round, log);
		const score = report(boosting, metrics, round, log);
		if (stopping?.hear(score, round)) break;
		await task.breathe();
	}
	if (trees.length === 0) return null;
	const kept = stopping ? (stopping.bestRound + 1) * outputs : trees.length;
	const bestRound = kept / outputs - 1;
	return new XGBoostModel({
		features: boosting.table.columns,
		outputs,
		objective: loss.name,
		scalePosWeight: p.scale_pos_weight,
		baseScore: p.base_score,
		trees: trees.slice(0, kept),
		treeOutput: Array.from({ length: kept }, (_, i) => i % outputs),
		attributes: {
			best_iteration: String(bestRound),
			best_ntree_limit: String(bestRound + 1),
			...(stopping && { best_score: String(stopping.bestScore) })
		},
		parallelTrees: 1
	});
}

function begin({ hyperparameters: p, channels }: Task<XGBoostHyperparameters>): Boosting {
	const loss = lossOf(p.objective, p.scale_pos_weight)!;
	const outputs = p.num_class ?? 1;
	const data = checkTrainingData(channels, loss, outputs);
	const { rows } = data.train;
	const watched = Object.entries(data).map(([name, dataset]) => ({
		name,
		data: dataset,
		margins: new Float32Array(dataset.rows * outputs).fill(loss.marginOf(p.base_score))
	}));
	const table = binTable(data.train, p.max_bin);
	return {
		p,
		loss,
		outputs,
		rule: {
			eta: p.eta,
			gamma: p.gamma,
			maxDepth: p.max_depth,
			maxLeaves: p.max_leaves,
			lossGuide: p.grow_policy === 'lossguide',
			lambda: p.lambda,
			alpha: p.alpha,
			maxDeltaStep: p.max_delta_step,
			minChildWeight: p.min_child_weight
		},
		rng: new Rng(p.seed),
		table,
		pool: new HistogramPool(table.starts[table.columns]!),
		pairs: new Float32Array(2 * rows * outputs),
		scratch: new Int32Array(rows),
		watched,
		trees: []
	};
}

/** One round: a tree per output, grown on the gradients at the margins so far. */
function boostOnce(boosting: Boosting, round: number, log: (line: string) => void): void {
	const { p, loss, outputs, rule, rng, table, pool, pairs, scratch, watched, trees } = boosting;
	const train = watched[0]!;
	loss.derive(train.margins, labelsOf(train.data), train.data.weights, pairs);
	roundToGrid(pairs);
	const shares = { byTree: p.colsample_bytree, byLevel: p.colsample_bylevel, byNode: p.colsample_bynode };
	for (let k = 0; k < outputs; k++) {
		const { drawn, left } = drawRows(table.rows, p.subsample, rng);
		const { tree, leaves } = growTree({
			table,
			pairs: pairs.subarray(2 * k * table.rows, 2 * (k + 1) * table.rows),
			order: drawn,
			scratch,
			columns: new ColumnSampler(table.columns, shares, rng),
			pool,
			rule
		});
		trees.push(tree);
		for (const { value, from, to } of leaves) {
			for (let i = from; i < to; i++) train.margins[drawn[i]! * outputs + k]! += value;
		}
		addLeafValues(tree, train.data.x, table.columns, left, train.margins, outputs, k);
		for (const { data, margins } of watched.slice(1)) {
			addLeafValues(tree, data.x, table.columns, null, margins, outputs, k);
		}
		if (p.verbosity < 2 || p.silent === 1) continue;
		const { leaves: count, depth } = sizeOf(tree);
		log(
			`INFO: round ${round}, output ${k}: a tree of ${count} leaves, depth ${depth}, from ${drawn.length} rows`
		);
	}
}

/** Logs all metrics of the round and returns the last one of the last channel. */
function report(
	{ watched, loss, outputs }: Boosting,
	metrics: readonly EvalMetric[],
	round: number,
	log: (line: string) => void
): number {
	let line = `[${round}]`;
	let last = NaN;
	for (const { name, data, margins } of watched) {
		const scores = loss.scores(margins, outputs);
		for (const metric of metrics) {
			last = metric.measure(labelsOf(data), scores, data.weights);
			// CloudWatch shows a tab as #011; the metrics' regular expressions are written for that.
			line += `#011${name}-${metric.name}:${Number.isNaN(last) ? 'nan' : last.toFixed(5)}`;
		}
	}
	log(line);
	return last;
}

function logRemarks({ log }: Task<XGBoostHyperparameters>, { p, watched }: Boosting): void {
	if (p.verbosity < 1 || p.silent === 1) return;
	if (p.objective === 'reg:linear') {
		log('WARNING: reg:linear is deprecated, its name is reg:squarederror now.');
	}
	if (p.scale_pos_weight !== 1 && p.objective.startsWith('multi:')) {
		log(`WARNING: scale_pos_weight has no effect on ${p.objective}.`);
	}
	if (p.early_stopping_rounds !== undefined && watched.length < 2) {
		log(
			`WARNING: without a validation channel early_stopping_rounds has no effect: all ${p.num_round} rounds run.`
		);
	}
}
