import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageOf } from '#sim/core/pager.ts';

const options = { keyOf: (item: string) => item, badTokenCode: 'Bad' };

function readAll(items: readonly string[], size: number): string[] {
	const all: string[] = [];
	let token: string | undefined;
	do {
		const page = pageOf(items, { ...options, size, token });
		all.push(...page.items);
		token = page.nextToken;
	} while (token !== undefined);
	return all;
}

describe('pageOf', () => {
	it('shows every item once, whatever the size of the page', () => {
		fc.assert(
			fc.property(fc.uniqueArray(fc.string()), fc.integer({ min: 1, max: 10 }), (items, size) => {
				expect(readAll(items, size)).toEqual(items);
			}),
			{ seed: 2, numRuns: 200 }
		);
	});

	it('goes on after the last item shown when others come before it', () => {
		const { nextToken } = pageOf(['b', 'c', 'd'], { ...options, size: 2, token: undefined });
		expect(pageOf(['a', 'b', 'c', 'd'], { ...options, size: 2, token: nextToken }).items).toEqual(['d']);
	});

	it('goes on at its place when the last item shown is gone', () => {
		const { nextToken } = pageOf(['b', 'c', 'd', 'e'], { ...options, size: 2, token: undefined });
		expect(pageOf(['b', 'd', 'e'], { ...options, size: 2, token: nextToken }).items).toEqual(['e']);
	});

	it('refuses a token that it did not issue', () => {
		expect(() => pageOf(['a'], { ...options, size: 1, token: '???' })).toThrow(
			expect.objectContaining({ code: 'Bad' }) as Error
		);
	});
});
