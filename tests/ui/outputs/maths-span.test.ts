import { describe, expect, it } from 'vitest';
import { endOfMaths } from '#ui/outputs/maths-span.ts';

describe('endOfMaths', () => {
	it.each([
		['x$', 1],
		['x^2 + 1$ and', 7],
		['\\$ 5$', 4],
		['\\text{$a$}$', 10],
		['a\nb$', 3]
	])('finds where %j ends', (text, end) => {
		expect(endOfMaths(text, 0, '$')).toBe(end);
	});

	it.each([
		['nothing between the fences', '$'],
		['a space after the first dollar', ' x$'],
		['a space before the last', 'x $'],
		['a digit after the last, as in $5 and $6', '5 and $6'],
		['an empty line', 'x\n\ny$'],
		['a code span', 'x `y$` z'],
		['no closing fence', 'x + y'],
		['a closing fence in braces only', '{x$'],
		['an escaped closing fence only', 'x\\$']
	])('takes no maths from %s', (_name, text) => {
		expect(endOfMaths(text, 0, '$')).toBeNull();
	});

	it('lets displayed maths begin and end with spaces', () => {
		expect(endOfMaths('\n x \n$$', 0, '$$')).toBe(5);
	});

	it('gives up on what is longer than any formula', () => {
		expect(endOfMaths(`${'x'.repeat(20_000)}$`, 0, '$')).toBeNull();
	});
});
