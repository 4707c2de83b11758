import type { AutoMLMetricEnum, ProblemType } from '@aws-sdk/client-sagemaker';

/** How a metric of AutoML is measured by a metric of XGBoost. */
export interface ObjectiveRule {
	readonly type: 'Maximize' | 'Minimize';
	/** Name of the training job's metric. */
	readonly measuredBy: string;
	/** The metric's value, from what the training job measured. */
	readonly valueOf: (measured: number) => number;
}

const same = (value: number): number => value;
const rest = (value: number): number => 1 - value;

const RULES: Readonly<Record<ProblemType, Readonly<Record<string, ObjectiveRule>>>> = {
	BinaryClassification: {
		AUC: { type: 'Maximize', measuredBy: 'validation:auc', valueOf: same },
		Accuracy: { type: 'Maximize', measuredBy: 'validation:error', valueOf: rest }
	},
	MulticlassClassification: {
		Accuracy: { type: 'Maximize', measuredBy: 'validation:merror', valueOf: rest }
	},
	Regression: {
		MSE: { type: 'Minimize', measuredBy: 'validation:rmse', valueOf: (rmse) => rmse * rmse },
		RMSE: { type: 'Minimize', measuredBy: 'validation:rmse', valueOf: same },
		MAE: { type: 'Minimize', measuredBy: 'validation:mae', valueOf: same }
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
