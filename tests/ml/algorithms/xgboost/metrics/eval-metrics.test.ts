import { expect, test } from 'vitest';
import { evalMetricOf } from '#ml/algorithms/xgboost/metrics/eval-metrics.ts';
import { hyperparameters } from '#ml/algorithms/xgboost/hyperparameters.ts';

test('every metric of the table can be measured; only auc should rise', () => {
	for (const name of hyperparameters.eval_metric.values) {
		const metric = evalMetricOf(name);
		expect(metric.measure(Float32Array.of(0, 1), Float32Array.of(0.2, 0.9), null)).not.toBeUndefined();
		expect(metric.maximize).toBe(name === 'auc');
	}
});

test('the threshold of error stands behind the @', () => {
	const metric = evalMetricOf('error@0.95');
	expect(metric.name).toBe('error@0.95');
	expect(metric.measure(Float32Array.of(0, 1), Float32Array.of(0.2, 0.9), null)).toBe(0.5);
});
