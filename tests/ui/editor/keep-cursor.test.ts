import { describe, expect, it } from 'vitest';
import { keepCursor } from '#ui/editor/keep-cursor.ts';

/** The cursor is written as `|`. */
const kept = (before: string, after: string): string => {
	const at = before.indexOf('|');
	const offset = keepCursor(before.replace('|', ''), after, at);
	return `${after.slice(0, offset)}|${after.slice(offset)}`;
};

describe('keepCursor', () => {
	it('stays where nothing before it has changed', () => {
		expect(kept('const a = |1;b', 'const a = 1;\nb;')).toBe('const a = |1;\nb;');
	});

	it('stays where nothing after it has changed', () => {
		expect(kept('a=1;\nb|();', 'a = 1;\n\nb();')).toBe('a = 1;\n\nb|();');
	});

	it('stays behind the same ink where white space has changed on both sides', () => {
		expect(kept('f( a,b| ,c )', 'f(a, b, c);')).toBe('f(a, b|, c);');
	});

	it('never leaves the text', () => {
		expect(kept('abc|', '')).toBe('|');
		expect(kept('|', 'abc')).toBe('|abc');
		expect(kept('a b c|', 'x')).toBe('x|');
	});
});
