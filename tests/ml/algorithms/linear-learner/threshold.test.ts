import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import {
	calibrate,
	confusionAt,
	precisionOf,
	recallOf,
	valueOf,
	type Criterion
} from '#ml/algorithms/linear-learner/threshold.ts';

const rng = new Rng(2);
const labels = Array.from({ length: 120 }, () => Number(rng.next() < 0.3));
const scores = labels.map((label) => Math.round((label * 0.2 + rng.next() * 0.8) * 50) / 50);

function criterion(name: Criterion['name'], beta = 1): Criterion {
	return { name, beta, targetRecall: 0.9, targetPrecision: 0.7 };
}

test.each([
	criterion('accuracy'),
	criterion('f_beta'),
	criterion('f_beta', 3),
	criterion('precision_at_target_recall'),
	criterion('recall_at_target_precision')
])('no threshold of all is better by $name than the one that is found', (wanted) => {
	const { threshold, value } = calibrate(labels, scores, wanted, 0.5);
	expect(value).toBeCloseTo(valueOf(wanted, confusionAt(labels, scores, threshold)), 12);
	for (let t = -0.01; t < 1.1; t += 0.005) {
		expect(valueOf(wanted, confusionAt(labels, scores, t))).toBeLessThanOrEqual(value + 1e-12);
	}
});

test('targets are held', () => {
	const byRecall = calibrate(labels, scores, criterion('precision_at_target_recall'), 0.5).threshold;
	expect(recallOf(confusionAt(labels, scores, byRecall))).toBeGreaterThanOrEqual(0.9);
	const byPrecision = calibrate(labels, scores, criterion('recall_at_target_precision'), 0.5).threshold;
	expect(precisionOf(confusionAt(labels, scores, byPrecision))).toBeGreaterThanOrEqual(0.7);
});

test('the usual threshold stays where no other is better, and always with the criterion loss', () => {
	expect(calibrate([0, 1], [0.2, 0.9], criterion('accuracy'), 0.5).threshold).toBe(0.5);
	expect(calibrate([0, 1], [0.6, 0.9], criterion('accuracy'), 0.5).threshold).toBe(0.75);
	expect(calibrate([0, 1], [0.6, 0.9], criterion('loss'), 0.5).threshold).toBe(0.5);
});
