import { expect, test } from 'vitest';
import { auc } from '#ml/metrics/auc.ts';
import { error } from '#ml/metrics/error.ts';
import { logloss } from '#ml/metrics/logloss.ts';
import { mae } from '#ml/metrics/mae.ts';
import { merror } from '#ml/metrics/merror.ts';
import { mlogloss } from '#ml/metrics/mlogloss.ts';
import { r2 } from '#ml/metrics/r2.ts';
import { rmse } from '#ml/metrics/rmse.ts';
import { golden } from '#tests/support/golden.ts';

const reference = golden<
	Record<'y' | 'score' | 'label' | 'p' | 'classes' | 'q' | 'weights', number[]> & {
		plain_and_weighted: Record<string, [number, number]>;
	}
>('xgboost/metrics');
const { y, score, label, p, classes, q, weights } = reference;
type Measure = (weights: number[] | null) => number;

const measures: Record<string, Measure> = {
	rmse: (w) => rmse(y, score, w),
	mae: (w) => mae(y, score, w),
	r2: (w) => r2(y, score, w),
	logloss: (w) => logloss(label, p, w),
	error: (w) => error(label, p, w),
	'error@0.7': (w) => error(label, p, w, 0.7),
	auc: (w) => auc(label, p, w),
	merror: (w) => merror(classes, q, w),
	mlogloss: (w) => mlogloss(classes, q, w)
};

test.each(Object.entries(measures))(
	'%s gives the number of scikit-learn, with and without weights',
	(name, measure) => {
		const [plain, weighted] = reference.plain_and_weighted[name]!;
		expect(measure(null)).toBeCloseTo(plain, 10);
		expect(measure(weights)).toBeCloseTo(weighted, 10);
	}
);

test.each(Object.entries(measures))('%s counts a row of weight 2 as the row twice', (_name, measure) => {
	expect(measure(weights.map(() => 2))).toBeCloseTo(measure(null), 10);
});
