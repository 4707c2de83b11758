import { describe, expect, it } from 'vitest';
import { tailOf } from '#ui/outputs/tail.ts';

describe('tailOf', () => {
	it.each([
		['a\nb\nc\n', 2, { text: 'b\nc\n', hidden: 1 }],
		['a\nb\nc', 2, { text: 'b\nc', hidden: 1 }],
		['a\nb\nc\n', 3, { text: 'a\nb\nc\n', hidden: 0 }],
		['a\nb\nc\nd\n', 1, { text: 'd\n', hidden: 3 }],
		['\nabc', 5, { text: '\nabc', hidden: 0 }],
		['', 5, { text: '', hidden: 0 }]
	])('of %j, %d lines', (text, count, expected) => {
		expect(tailOf(text, count)).toEqual(expected);
	});
});
