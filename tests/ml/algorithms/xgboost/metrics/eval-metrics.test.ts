import { expect, test } from 'vitest';
import { evalMetricOf } from '#ml/algorithms/xgboost/metrics/eval-metrics.ts';
import { EVAL_METRICS, MAXIMIZED } from '#ml/algorithms/xgboost/metrics/metric-names.ts';

const compared = {
	labels: Float32Array.of(0, 1),
	scores: Float32Array.of(0.2, 0.9),
	weights: null,
	groups: null
};

test('every metric of the table can be measured, and says whether it should rise', () => {
	for (const name of EVAL_METRICS) {
		const metric = evalMetricOf(name);
		expect(metric.measure(compared)).not.toBeUndefined();
		expect(metric.maximize).toBe(MAXIMIZED.includes(name));
	}
});

test('the threshold of error stands behind the @', () => {
	const metric = evalMetricOf('error@0.95');
	expect(metric.name).toBe('error@0.95');
	expect(metric.measure(compared)).toBe(0.5);
});
