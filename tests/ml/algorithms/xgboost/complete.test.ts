import { describe, expect, test } from 'vitest';
import { lossOf } from '#ml/algorithms/xgboost/objectives/losses.ts';
import { takeRows } from '#ml/data/dataset.ts';
import { farthest, fit, metricIn } from '#tests/support/fit.ts';
import { golden } from '#tests/support/golden.ts';
import { referenceTable } from '#tests/support/xgboost-tables.ts';

interface Case {
	readonly table: string;
	readonly parameters: Readonly<Record<string, string>>;
	readonly predictions: number[];
	readonly margins: number[];
	readonly metrics: Readonly<Record<string, number[]>>;
}

const { rounds, shown, cases } = golden<{
	rounds: number;
	shown: number;
	cases: Readonly<Record<string, Case>>;
}>('xgboost/complete');

/** How far predictions may be from the library's, relative above 1. Sums in another order differ in the sixth digit. */
const TOLERANCE = 2e-5;

describe('XGBoost 1.7.4 and this one agree on', () => {
	test.each(Object.entries(cases))('%s', async (_name, { table, parameters, ...reference }) => {
		const data = referenceTable(table);
		const { model, lines } = await fit(
			{ ...parameters, num_round: String(rounds), eval_metric: supported(reference.metrics) },
			data
		);
		const asked = takeRows(
			data,
			Array.from({ length: shown }, (_, row) => row)
		);
		const margins = model.margins(asked);
		expect(farthest(margins, reference.margins)).toBeLessThan(TOLERANCE);
		const answer = lossOf(parameters['objective'] ?? 'reg:squarederror')!.answer(
			margins,
			model.ensemble.outputs
		);
		expect(farthest(answer.values, reference.predictions)).toBeLessThan(TOLERANCE);
		for (const [metric, values] of Object.entries(reference.metrics)) {
			expect([
				metric,
				farthest(metricIn(lines, `train-${metric.replace(/^(tweedie.*)@.*/, '$1')}`), values) < 2e-5
			]).toEqual([metric, true]);
		}
	});
});

function supported(metrics: Readonly<Record<string, unknown>>): string {
	return Object.keys(metrics)
		.join()
		.replace(/(tweedie-nloglik)@[\d.]+/, '$1');
}
