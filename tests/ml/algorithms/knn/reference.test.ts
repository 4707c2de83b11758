import { expect, test } from 'vitest';
import { boston } from '#tests/support/datasets.ts';
import { digits } from '#tests/support/digits.ts';
import { golden } from '#tests/support/golden.ts';
import { answersOf, fifths, fitKnn } from '#tests/support/knn.ts';

interface Classified {
	readonly k: number;
	readonly accuracy: number;
	readonly labels: number[];
	readonly distances: number[][];
}

interface Reference {
	readonly digits: { readonly L2: Classified; readonly COSINE: Classified };
	readonly boston: {
		readonly k: number;
		readonly mse: number;
		readonly values: number[];
		readonly distances: number[][];
	};
}

const reference = golden<Reference>('knn/reference');

/** The largest share by which numbers differ. */
function farthest(found: ArrayLike<number>, expected: readonly number[]): number {
	return expected.reduce((most, each, i) => Math.max(most, Math.abs(each - found[i]!) / (1 + each)), 0);
}

function metric(lines: readonly string[], words: string): number {
	return Number(
		lines
			.find((line) => line.includes(words))
			?.split('=')
			.at(-1)
	);
}

test.each(['L2', 'COSINE'] as const)(
	'digits by %s: the distances, labels and accuracy of scikit-learn',
	async (index_metric) => {
		const { train, test: held } = fifths(digits());
		const { k, accuracy, labels, distances } = reference.digits[index_metric];
		const { model, lines } = await fitKnn({ k: String(k), index_metric }, train, { test: held });
		expect(metric(lines, 'test accuracy <score>')).toBe(accuracy);
		const answers = answersOf(model, held);
		expect([...answers['predicted_label']!]).toEqual(labels);
		// Cosine distance there is 1 less the cosine.
		const found =
			index_metric === 'L2' ? answers['distances']! : answers['distances']!.map((cosine) => 1 - cosine);
		expect(farthest(found, distances.flat())).toBeLessThan(2e-7);
	}
);

test('Boston housing: the means of neighbours and the error of scikit-learn', async () => {
	const { train, test: held } = boston();
	const { k, mse, values, distances } = reference.boston;
	const given = { k: String(k), predictor_type: 'regressor' };
	const { model, lines } = await fitKnn(given, train, { test: held });
	const answers = answersOf(model, held);
	expect(farthest(answers['distances']!, distances.flat())).toBeLessThan(2e-7);
	expect(farthest(answers['predicted_label']!, values)).toBeLessThan(2e-7);
	expect(metric(lines, 'test mse <loss>')).toBeCloseTo(mse, 4);
});
