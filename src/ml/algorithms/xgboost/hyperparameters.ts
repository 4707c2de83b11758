import type { Hyperparameters, Schema } from '#ml/hyperparameters/schema.ts';
import { boosters } from './hyperparameters/boosters.ts';
import { container } from './hyperparameters/container.ts';
import { learning } from './hyperparameters/learning.ts';
import { trees } from './hyperparameters/trees.ts';

/** XGBoost's hyperparameters by SageMaker's names. @see https://docs.aws.amazon.com/sagemaker/latest/dg/xgboost_hyperparameters.html */
export const hyperparameters = { ...learning, ...trees, ...boosters, ...container } as const satisfies Schema;

export type XGBoostHyperparameters = Hyperparameters<typeof hyperparameters>;

/** Metrics that were asked for, that of a tuning job last; undefined where nobody asked and the objective decides. */
export function evalMetricsOf(p: XGBoostHyperparameters): readonly string[] | undefined {
	const tuned = p._tuning_objective_metric?.split(':')[1];
	if (tuned === undefined || p.eval_metric?.includes(tuned)) return p.eval_metric;
	return [...(p.eval_metric ?? []), tuned];
}
