import { expect, test } from 'vitest';
import { golden } from '#tests/support/golden.ts';
import { fitLda, kos, movieReviews } from '#tests/support/lda.ts';

interface Facts {
	readonly documents: readonly [number, number];
	readonly words: number;
	readonly train_words: number;
	readonly unigram_pwll: number;
	/** Of five seeds. */
	readonly sklearn_pwll: readonly number[];
	readonly gibbs_pwll: number;
}

const reference = golden<{ topics: number; kos: Facts; movieReviews: Facts }>('lda/reference');

test.each([
	['Daily Kos', kos, reference.kos],
	['movie reviews', movieReviews, reference.movieReviews]
])(
	'%s: unseen words are foreseen better than by scikit-learn and by Gibbs sampling',
	async (_, read, facts) => {
		const { train, test: held } = read();
		const { metrics, lines } = await fitLda(
			{ num_topics: String(reference.topics), max_restarts: '2' },
			train,
			{ test: held }
		);
		expect([train.rows, held.rows, train.columns]).toEqual([...facts.documents, facts.words]);
		expect(lines[0]).toContain(`${facts.train_words} words in all`);
		const [pwll] = metrics('test pwll <score>');
		expect(pwll).toBeGreaterThan(Math.max(...facts.sklearn_pwll));
		expect(pwll).toBeGreaterThan(facts.gibbs_pwll);
		expect(pwll).toBeGreaterThan(facts.unigram_pwll);
	}
);
