import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { spectralTopics } from '#ml/algorithms/lda/spectral.ts';
import { corpusOf, leastCosine, plantedTopics } from '#tests/support/lda.ts';

test('the moments alone find planted topics, their shares, and a tensor that is nearly a sum of terms', async () => {
	const { table, beta } = plantedTopics({ topics: 6, words: 120, documents: 1500, length: 80 }, 2);
	const errors: number[] = [];
	const found = await spectralTopics(corpusOf(table), {
		topics: 6,
		// One to three topics in equal parts are about as uneven as a draw with this sum.
		alpha0: 1.5,
		maxRestarts: 2,
		maxIterations: 500,
		tol: 1e-9,
		rng: new Rng(1),
		stop: { aborted: false },
		breathe: () => Promise.resolve(),
		hear: (_, { error }) => errors.push(error)
	});
	expect(leastCosine(beta, found!.beta, 120)).toBeGreaterThan(0.9);
	for (const share of found!.shares) expect(share).toBeCloseTo(1 / 6, 1);
	expect(errors).toHaveLength(2);
	expect(errors[0]).toBeLessThan(0.25);
	expect(errors[1]).toBeCloseTo(errors[0]!, 4);
});
