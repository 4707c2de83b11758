import { describe, expect, it } from 'vitest';
import { summarise, summariseNumbers } from '#notebook/values/column-summary.ts';

describe('a column of numbers', () => {
	it('has its ends, its mean and a bin for every value that is there', () => {
		const found = summariseNumbers([1, 2, 3, NaN, 6]);
		expect(found).toMatchObject({ missing: 1, min: 1, max: 6, mean: 3 });
		expect(found.bins.reduce((sum, count) => sum + count, 0)).toBe(4);
		expect(found.bins.at(-1)).toBe(1);
	});

	it('of one value has one bin', () => {
		expect(summariseNumbers([4, 4, NaN])).toMatchObject({ min: 4, max: 4, mean: 4, bins: [2] });
	});

	it('of nothing has no ends', () => {
		expect(summariseNumbers([NaN])).toEqual({
			kind: 'number',
			missing: 1,
			min: NaN,
			max: NaN,
			mean: NaN,
			bins: []
		});
	});

	it('keeps its mean beside infinite and enormous values', () => {
		expect(summariseNumbers([1e308, 1e308, Infinity])).toMatchObject({
			mean: 1e308,
			max: Infinity,
			bins: []
		});
	});

	it('may be big integers', () => {
		expect(summariseNumbers(BigInt64Array.of(1n, 3n)).mean).toBe(2);
	});
});

describe('a column of texts', () => {
	const of = (cells: readonly (string | null)[]): ReturnType<typeof summarise> =>
		summarise({ name: 'a', type: 'string' }, cells.length, (row) => cells[row]!);

	it('has its commonest values, the number of different ones and of missing ones', () => {
		expect(of(['x', 'y', 'x', null, 'z', 'w'])).toEqual({
			kind: 'text',
			missing: 1,
			distinct: 4,
			top: [
				{ text: 'x', count: 2 },
				{ text: 'y', count: 1 },
				{ text: 'z', count: 1 }
			]
		});
	});

	it('of too many different values does not count them, but the missing ones', () => {
		const cells = Array.from({ length: 20_000 }, (_, i) => (i === 19_999 ? null : String(i)));
		expect(of(cells)).toEqual({ kind: 'text', missing: 1, distinct: null, top: [] });
	});
});
