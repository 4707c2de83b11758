import { describe, expect, test } from 'vitest';
import { auc } from '#ml/metrics/auc.ts';
import { golden } from '#tests/support/golden.ts';
import { leastWithinNoise, meanOf } from '#tests/support/noise.ts';
import { cardFraud, fitForest, scoresOf, taxiDays } from '#tests/support/random-cut.ts';

describe('known anomalies are found as well as by an isolation forest, in the mean of five seeds', () => {
	const reference = golden<Record<'taxi' | 'fraud', number[]>>('random-cut-forest/reference');

	test.each([
		['taxi', taxiDays],
		['fraud', cardFraud]
	] as const)('%s', async (name, read) => {
		const table = read();
		const found: number[] = [];
		for (const seed of [1, 2, 3, 4, 5]) {
			const { model } = await fitForest({}, table, {}, seed);
			found.push(auc(table.labels!, scoresOf(model, table)));
		}
		expect(meanOf(found)).toBeGreaterThan(leastWithinNoise(reference[name], found));
	});
});
