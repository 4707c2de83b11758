import { Rng } from '#base/rng.ts';
import { UserError } from '#base/errors.ts';
import type { Task } from '#ml/algorithm.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import type { Booster, Boosting, Watched } from './boosters/booster.ts';
import { dart } from './boosters/dart.ts';
import { gblinear } from './boosters/gblinear.ts';
import { gbtree } from './boosters/gbtree.ts';
import { treeMethodOf } from './boosters/tree-method.ts';
import { EarlyStopping } from './early-stopping.ts';
import { evalMetricsOf, type XGBoostHyperparameters } from './hyperparameters.ts';
import { evalMetricOf } from './metrics/eval-metrics.ts';
import type { EvalMetric } from './metrics/eval-metric.ts';
import { XGBoostModel } from './model.ts';
import type { Loss, LossOptions } from './objectives/loss.ts';
import { lossOf } from './objectives/losses.ts';
import { logRemarks } from './remarks.ts';
import { hireFor } from './trees/shards.ts';
import { checkTrainingData, labelsOf } from './training-data.ts';

const BOOSTERS = { gbtree, dart, gblinear } as const;

/** A model, and what its last round was worth: by channel and metric, such as `validation-rmse`. */
export interface Boosted {
	readonly model: XGBoostModel;
	readonly scores: ReadonlyMap<string, number>;
}

/**
 * Boosts round by round and logs every metric of every channel after each, as the container does.
 * @param fold rows to learn from in the place of the train channel's, as checked before, which is measured all the same
 * @returns null where it was stopped before the first round, or should keep nothing when it is stopped
 * @throws UserError for data that cannot be learnt from
 */
export async function boost(
	task: Task<XGBoostHyperparameters>,
	fold: Dataset | null = null
): Promise<Boosted | null> {
	const { hyperparameters: p, stop, log } = task;
	const options = lossOptionsOf(p);
	const loss = lossOf(p.objective, options)!;
	const { boosting, baseScore, measured } = begin(task, loss, fold);
	const metrics = (evalMetricsOf(p) ?? [loss.defaultMetric]).map((name) => evalMetricOf(name, options));
	const decisive = metrics[metrics.length - 1]!;
	const stopping =
		p.early_stopping_rounds !== undefined && measured.length > 1
			? new EarlyStopping(p.early_stopping_rounds, decisive.maximize)
			: null;
	if (!fold) logRemarks(p, measured.length > 1, log);
	const booster: Booster = BOOSTERS[p.booster](boosting);
	const tellsSizes = p.verbosity >= 2 && p.silent !== 1;
	let rounds = 0;
	let scores: ReadonlyMap<string, number> = new Map();
	while (rounds < p.num_round && !stop.aborted) {
		const lines = await booster.boost(rounds);
		if (tellsSizes) lines.forEach(log);
		scores = report(boosting, measured, metrics, rounds, log);
		rounds++;
		if (stopping?.hear([...scores.values()].at(-1)!, rounds - 1)) break;
		await task.breathe();
	}
	if (rounds === 0 || (stop.aborted && p.save_model_on_termination === 'false')) return null;
	const kept = stopping ? stopping.bestRound + 1 : rounds;
	const { watched, outputs } = boosting;
	const model = new XGBoostModel({
		...booster.learnt(kept),
		features: watched[0]!.data.columns,
		outputs,
		objective: loss.name,
		objectiveFields: loss.fields,
		baseScores: Array.from({ length: outputs }, () => baseScore),
		attributes: {
			best_iteration: String(kept - 1),
			best_ntree_limit: String(kept * p.num_parallel_tree),
			...(stopping && { best_score: String(stopping.bestScore) })
		},
		parallelTrees: p.num_parallel_tree
	});
	return { model, scores };
}

function lossOptionsOf(p: XGBoostHyperparameters): LossOptions {
	return {
		scalePosWeight: p.scale_pos_weight,
		tweedieVariancePower: p.tweedie_variance_power,
		maxDeltaStep: p.max_delta_step,
		aftDistribution: p.aft_loss_distribution,
		aftScale: p.aft_loss_distribution_scale,
		classes: p.num_class ?? 0
	};
}

function begin(
	{ hyperparameters: p, channels, crew }: Task<XGBoostHyperparameters>,
	loss: Loss,
	fold: Dataset | null
): { boosting: Boosting; baseScore: number; measured: readonly Watched[] } {
	const outputs = p.num_class ?? 1;
	const data = checkTrainingData(channels, loss, outputs);
	const learnt = fold ?? data.train;
	const { rows, columns, labels, weights } = learnt;
	checkColumns(p, columns);
	const baseScore = Math.fround(p.base_score ?? loss.startFrom?.(labels!, weights) ?? 0.5);
	const watch = (name: string, dataset: Dataset): Watched => ({
		name,
		data: dataset,
		margins: new Float32Array(dataset.rows * outputs).fill(loss.marginOf(baseScore)),
		scores: null
	});
	const measured = Object.entries(data).map(([name, dataset]) => watch(name, dataset));
	const watched = fold ? [watch('fold', fold), ...measured] : measured;
	const pairs = new Float32Array(2 * rows * outputs);
	const usesHands = p.booster !== 'gblinear' && treeMethodOf(p) !== 'exact' && !learnt.sparse;
	const hands = usesHands ? hireFor(learnt, crew, p.nthread) : [];
	const boosting = { p, loss, outputs, rng: new Rng(p.seed), watched, pairs, hands };
	return { boosting, baseScore, measured };
}

/** Constraints name columns, which are known only now. */
function checkColumns(p: XGBoostHyperparameters, columns: number): void {
	const { monotone_constraints: monotone, interaction_constraints: groups } = p;
	if (monotone && monotone.length > columns) {
		throw new UserError(
			'InvalidHyperparameter',
			`Hyperparameter monotone_constraints: it names ${monotone.length} columns, but the train channel has ${columns}.`,
			{ hint: 'Give one number per feature column; columns behind the last are free.' }
		);
	}
	const beyond = groups?.flat().find((column) => column >= columns);
	if (beyond === undefined) return;
	throw new UserError(
		'InvalidHyperparameter',
		`Hyperparameter interaction_constraints: it names column ${beyond}, but the train channel has the columns 0 to ${columns - 1}.`,
		{ hint: 'Feature columns are counted from 0, without the label.' }
	);
}

/** Logs all metrics of the round and returns them; the one that early stopping watches is the last. */
function report(
	{ loss, outputs }: Boosting,
	measured: readonly Watched[],
	metrics: readonly EvalMetric[],
	round: number,
	log: (line: string) => void
): ReadonlyMap<string, number> {
	const scores = new Map<string, number>();
	for (const each of measured) {
		const { name, data, margins } = each;
		each.scores = loss.scores(margins, outputs);
		const compared = {
			labels: labelsOf(data),
			scores: each.scores,
			weights: data.weights,
			groups: data.groups ?? (loss.name.startsWith('rank:') ? Int32Array.of(0, data.rows) : null)
		};
		for (const metric of metrics) {
			scores.set(`${name}-${metric.name}`, metric.measure(compared));
		}
	}
	log(scoreLine(round, scores));
	return scores;
}

/** CloudWatch shows a tab as #011; the metrics' regular expressions are written for that. */
export function scoreLine(round: number, scores: Iterable<readonly [name: string, value: number]>): string {
	const parts = Array.from(
		scores,
		([name, value]) => `${name}:${Number.isNaN(value) ? 'nan' : value.toFixed(5)}`
	);
	return [`[${round}]`, ...parts].join('#011');
}
