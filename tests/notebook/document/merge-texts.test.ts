import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeTexts } from '#notebook/document/merge-texts.ts';

const base = 'a\nb\nc\nd\ne';
const anyText = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 }).map((lines) => lines.join('\n'));

describe('mergeTexts', () => {
	it('joins changes at different places', () => {
		expect(mergeTexts(base, 'a\nB\nc\nd\ne', 'a\nb\nc\nd\ne\nf')).toEqual({
			text: 'a\nB\nc\nd\ne\nf',
			conflicts: 0
		});
	});

	it('keeps mine where both changed the same line, and counts it', () => {
		expect(mergeTexts(base, 'a\nmine\nc\nd\ne', 'a\ntheirs\nc\nd\nE')).toEqual({
			text: 'a\nmine\nc\nd\nE',
			conflicts: 1
		});
	});

	it('takes a change that both made once, without a conflict', () => {
		expect(mergeTexts(base, 'a\nB\nc\nd\ne', 'a\nB\nc\nd\ne')).toEqual({
			text: 'a\nB\nc\nd\ne',
			conflicts: 0
		});
	});

	it('gives the other side where one side changed nothing', () => {
		fc.assert(
			fc.property(anyText, anyText, (one, other) => {
				expect(mergeTexts(one, one, other)).toEqual({ text: other, conflicts: 0 });
				expect(mergeTexts(one, other, one)).toEqual({ text: other, conflicts: 0 });
				expect(mergeTexts(one, other, other)).toEqual({ text: other, conflicts: 0 });
			}),
			{ seed: 3, numRuns: 300 }
		);
	});
});
