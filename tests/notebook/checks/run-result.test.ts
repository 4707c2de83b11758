import { describe, expect, it } from 'vitest';
import { runResultOf } from '#notebook/checks/run-result.ts';

describe('what a kernel says of a run', () => {
	it('is taken as it is where it has the shape', () => {
		const result = { status: 'ok', defines: ['a'], uses: ['b'], assigns: [], durationMs: 3 };
		expect(runResultOf(result)).toEqual(result);
	});

	it.each([undefined, null, 1, 'ok', [], { status: 'fine' }, { status: { toString: 'ok' }, durationMs: -1 }])(
		'is a failure without names where it is %j',
		(value) => {
			expect(runResultOf(value)).toEqual({
				status: 'error',
				defines: [],
				uses: [],
				assigns: [],
				durationMs: 0
			});
		}
	);

	it('loses lists that are no lists of names', () => {
		const found = runResultOf({ status: 'ok', defines: ['a', 1], uses: 'abc', durationMs: Infinity });
		expect(found).toMatchObject({ status: 'ok', defines: [], uses: [] });
	});
});
