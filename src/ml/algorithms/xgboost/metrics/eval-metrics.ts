import { auc } from '#ml/metrics/auc.ts';
import { error } from '#ml/metrics/error.ts';
import { logloss } from '#ml/metrics/logloss.ts';
import { mae } from '#ml/metrics/mae.ts';
import { merror } from '#ml/metrics/merror.ts';
import { mlogloss } from '#ml/metrics/mlogloss.ts';
import { rmse } from '#ml/metrics/rmse.ts';

export interface EvalMetric {
	/** As it is printed, e.g. `error@0.7`. */
	readonly name: string;
	readonly maximize: boolean;
	measure(labels: Float32Array, scores: Float32Array, weights: Float32Array | null): number;
}

const METRICS: Readonly<Record<string, EvalMetric['measure']>> = {
	auc,
	error,
	logloss,
	mae,
	merror,
	mlogloss,
	rmse
};

/** The metric of an `eval_metric` item, which the hyperparameter table has let through. */
export function evalMetricOf(name: string): EvalMetric {
	const [base, threshold] = name.split('@');
	const measure: EvalMetric['measure'] =
		threshold === undefined
			? METRICS[base!]!
			: (labels, scores, weights) => error(labels, scores, weights, Number(threshold));
	return { name, maximize: base === 'auc', measure };
}
