import { describe, expect, it } from 'vitest';
import { MOST_PLACES, findPlaces, replacePlaces, type FindQuery } from '#ui/notebook/find/find-query.ts';

const query = (text: string, more: Partial<FindQuery> = {}): FindQuery => ({
	text,
	matchCase: false,
	wholeWord: false,
	isRegex: false,
	...more
});
const places = (text: string, wanted: FindQuery): string[] =>
	findPlaces([text], wanted, '').map(({ from, to }) => `${from}-${to}`);
const replaced = (text: string, wanted: FindQuery, replacement: string): string =>
	replacePlaces(text, findPlaces([text], wanted, replacement));

describe('findPlaces', () => {
	it('finds a text as it is, signs of expressions too', () => {
		expect(places('a.b a.b axb', query('a.b'))).toEqual(['0-3', '4-7']);
		expect(places('f(x) + $y[0]', query('$y[0]'))).toEqual(['7-12']);
	});

	it('minds case only when asked', () => {
		expect(places('Model model', query('model'))).toHaveLength(2);
		expect(places('Model model', query('model', { matchCase: true }))).toEqual(['6-11']);
	});

	it('finds whole words only when asked, in any script', () => {
		expect(places('train trained re_train train2', query('train', { wholeWord: true }))).toEqual(['0-5']);
		expect(places('Größe Größen', query('Größe', { wholeWord: true }))).toEqual(['0-5']);
		expect(places('a $x b', query('$x', { wholeWord: true }))).toEqual(['2-4']);
	});

	it('finds expressions, lines by themselves', () => {
		expect(places('let a\nlet b', query('^let \\w$', { isRegex: true }))).toEqual(['0-5', '6-11']);
	});

	it('finds nothing for nothing, and no empty places', () => {
		expect(places('abc', query(''))).toEqual([]);
		expect(places('abc', query('x*', { isRegex: true }))).toEqual([]);
	});

	it('names the text in which it found something', () => {
		expect(findPlaces(['a', 'b', 'ab'], query('b'), '').map(({ index }) => index)).toEqual([1, 2]);
	});

	it('stops at the most places', () => {
		expect(findPlaces(['a'.repeat(MOST_PLACES + 9)], query('a'), '')).toHaveLength(MOST_PLACES);
	});

	it('throws what JavaScript says of a pattern that it cannot read', () => {
		expect(() => findPlaces(['a'], query('(', { isRegex: true }), '')).toThrow(SyntaxError);
	});
});

describe('replacing', () => {
	it('puts a text in as it is', () => {
		expect(replaced('a b a', query('a'), '$1\\n')).toBe('$1\\n b $1\\n');
	});

	it('knows the groups of an expression', () => {
		const swap = query('(\\w+)=(?<value>\\w+)', { isRegex: true });
		expect(replaced('a=1, b=2', swap, '$<value>:$1 $& $$')).toBe('1:a a=1 $, 2:b b=2 $');
		expect(replaced('a=1', swap, '$12 $9')).toBe('a2 $9');
	});

	it('writes line breaks and tabs in an expression’s replacement', () => {
		expect(replaced('a;b', query(';', { isRegex: true }), '\\n\\t')).toBe('a\n\tb');
	});

	it('changes nothing where nothing was found', () => {
		expect(replaced('abc', query('x'), 'y')).toBe('abc');
	});
});
