import type { AutoMLMetricEnum, ProblemType } from '@aws-sdk/client-sagemaker';
import type { AutoMLAlgorithmName } from './recipes.ts';

/** How a metric of AutoML is measured by a metric of a training job. */
interface Measure {
	/** Name of the training job's metric. */
	readonly measuredBy: string;
	/** The metric's value, from what the training job measured. */
	readonly valueOf: (measured: number) => number;
}

export interface ObjectiveRule extends Readonly<Record<AutoMLAlgorithmName, Measure>> {
	readonly type: 'Maximize' | 'Minimize';
}

const as = (measuredBy: string, valueOf = (measured: number): number => measured): Measure => ({
	measuredBy,
	valueOf
});
const rest = (value: number): number => 1 - value;

const RULES: Readonly<Record<ProblemType, Readonly<Record<string, ObjectiveRule>>>> = {
	BinaryClassification: {
		AUC: {
			type: 'Maximize',
			xgboost: as('validation:auc'),
			'linear-learner': as('validation:roc_auc_score')
		},
		Accuracy: {
			type: 'Maximize',
			xgboost: as('validation:error', rest),
			'linear-learner': as('validation:binary_classification_accuracy')
		}
	},
	MulticlassClassification: {
		Accuracy: {
			type: 'Maximize',
			xgboost: as('validation:merror', rest),
			'linear-learner': as('validation:multiclass_accuracy')
		}
	},
	Regression: {
		MSE: {
			type: 'Minimize',
			xgboost: as('validation:rmse', (rmse) => rmse * rmse),
			'linear-learner': as('validation:mse')
		},
		RMSE: {
			type: 'Minimize',
			xgboost: as('validation:rmse'),
			'linear-learner': as('validation:rmse')
		},
		MAE: {
			type: 'Minimize',
			xgboost: as('validation:mae'),
			'linear-learner': as('validation:absolute_loss')
		}
	}
};

/** Metrics that can be the objective; the first is the default. */
export function metricsOf(problemType: ProblemType): AutoMLMetricEnum[] {
	return Object.keys(RULES[problemType]) as AutoMLMetricEnum[];
}

/** Undefined where the metric does not go with the problem, or is not measured here. */
export function ruleOf(problemType: ProblemType, metric: string): ObjectiveRule | undefined {
	const rules = RULES[problemType];
	return Object.hasOwn(rules, metric) ? rules[metric] : undefined;
}
