import { auc } from '#ml/metrics/auc.ts';
import { error } from '#ml/metrics/error.ts';
import { logloss } from '#ml/metrics/logloss.ts';
import { mae } from '#ml/metrics/mae.ts';
import { merror } from '#ml/metrics/merror.ts';
import { mlogloss } from '#ml/metrics/mlogloss.ts';
import { r2 } from '#ml/metrics/r2.ts';
import { rmse } from '#ml/metrics/rmse.ts';
import type { LossOptions } from '../objectives/loss.ts';
import {
	gammaDeviance,
	gammaNloglik,
	mape,
	mphe,
	mse,
	poissonNloglik,
	rmsle,
	tweedieNloglik
} from './deviances.ts';
import type { Compared, EvalMetric } from './eval-metric.ts';
import { MAXIMIZED } from './metric-names.ts';
import { LABEL_METRICS } from './of-labels.ts';
import { prAuc } from './pr-auc.ts';
import { groupedAuc, meanAveragePrecision, ndcg } from './ranking.ts';
import { aftNloglik, coxNloglik } from './survival.ts';

type Shared = (labels: Float32Array, scores: Float32Array, weights: Float32Array | null) => number;
type Options = Pick<LossOptions, 'tweedieVariancePower' | 'aftDistribution' | 'aftScale'>;
/** `at` is what stands behind the @, or NaN. */
type Measure = (compared: Compared, at: number, options: Options) => number;

const shared =
	(metric: Shared): Measure =>
	({ labels, scores, weights }) =>
		metric(labels, scores, weights);

const METRICS: Readonly<Record<string, Measure>> = {
	...LABEL_METRICS,
	'aft-nloglik': (compared, _at, { aftDistribution, aftScale }) =>
		aftNloglik(compared, aftDistribution, aftScale),
	auc: (compared) =>
		compared.groups ? groupedAuc(compared) : auc(compared.labels, compared.scores, compared.weights),
	aucpr: prAuc,
	'cox-nloglik': coxNloglik,
	error: ({ labels, scores, weights }, at) => error(labels, scores, weights, Number.isNaN(at) ? 0.5 : at),
	'gamma-deviance': gammaDeviance,
	'gamma-nloglik': gammaNloglik,
	logloss: shared(logloss),
	mae: shared(mae),
	map: (compared, at) => meanAveragePrecision(compared, Number.isNaN(at) ? Infinity : at),
	mape,
	merror: shared(merror),
	mlogloss: shared(mlogloss),
	mphe,
	mse: (compared) => mse({ ...compared, weights: null }),
	ndcg: (compared, at) => ndcg(compared, Number.isNaN(at) ? Infinity : at),
	'poisson-nloglik': poissonNloglik,
	r2: ({ labels, scores }) => r2(labels, scores),
	rmse: shared(rmse),
	rmsle,
	'tweedie-nloglik': (compared, at, { tweedieVariancePower }) =>
		tweedieNloglik(compared, Number.isNaN(at) ? tweedieVariancePower : at)
};

const DEFAULTS: Options = { tweedieVariancePower: 1.5, aftDistribution: 'normal', aftScale: 1 };

/** The metric of an `eval_metric` item, which the hyperparameter table has let through. */
export function evalMetricOf(name: string, options: Options = DEFAULTS): EvalMetric {
	const [base, at] = name.split('@');
	const measure = METRICS[base!]!;
	const number = at === undefined ? NaN : Number(at);
	return {
		name,
		maximize: MAXIMIZED.includes(base!),
		measure: (compared) => measure(compared, number, options)
	};
}
