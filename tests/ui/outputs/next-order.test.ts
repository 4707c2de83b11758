import { expect, it } from 'vitest';
import { nextOrder } from '#ui/outputs/table/next-order.ts';

it('a click on a head sorts up, then down, then as it came', () => {
	const up = nextOrder(null, 1);
	const down = nextOrder(up, 1);
	expect([up, down, nextOrder(down, 1)]).toEqual([
		{ column: 1, direction: 'ascending' },
		{ column: 1, direction: 'descending' },
		null
	]);
	expect(nextOrder(down, 0)).toEqual({ column: 0, direction: 'ascending' });
});
