import { describe, expect, test } from 'vitest';
import type { IvfIndex } from '#ml/algorithms/knn/ivf-index.ts';
import { digits } from '#tests/support/digits.ts';
import { golden } from '#tests/support/golden.ts';
import { fifths, fitKnn } from '#tests/support/knn.ts';
import { leastWithinNoise, meanOf } from '#tests/support/noise.ts';

/** How much Faiss found, seed by seed. */
interface Reference {
	readonly recall: Readonly<Record<string, { readonly nprobe: number; readonly shares: number[] }>>;
}

const theirs = golden<Reference>('knn/faiss');

describe('recall of the ten nearest on digits: that of Faiss, in the mean of five seeds', () => {
	const { train, test: held } = fifths(digits());

	test.each([
		['IVF38,Flat', { index_type: 'faiss.IVFFlat' }],
		['IVF38,PQ8', { index_type: 'faiss.IVFPQ', faiss_index_pq_m: '8' }],
		['IVF38,PQ16', { index_type: 'faiss.IVFPQ', faiss_index_pq_m: '16' }]
	] as const)('%s', async (name, given) => {
		const { nprobe, shares } = theirs.recall[name]!;
		const exact = (await fitKnn({}, train)).model.index.search(held, 10);
		const found: number[] = [];
		for (const seed of [1, 2, 3, 4, 5]) {
			const { model } = await fitKnn(given, train, {}, seed);
			expect((model.index as IvfIndex).centres.count).toBe(38);
			expect((model.index as IvfIndex).probes).toBe(nprobe);
			const { ids } = model.index.search(held, 10);
			let hits = 0;
			for (let row = 0; row < held.rows; row++) {
				const truth = new Set(exact.ids.subarray(row * 10, row * 10 + 10));
				hits += ids.subarray(row * 10, row * 10 + 10).filter((id) => truth.has(id)).length;
			}
			found.push(hits / (10 * held.rows));
		}
		expect(meanOf(found)).toBeGreaterThan(leastWithinNoise(shares, found));
	});
});
