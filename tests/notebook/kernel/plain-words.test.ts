import { expect, it } from 'vitest';
import { plainWords } from '#notebook/kernel/plain-words.ts';

/** Made by the engine itself, so that a change of its words is noticed. */
const thrown = (source: string): Error => {
	try {
		new Function(source)();
	} catch (error) {
		return error as Error;
	}
	throw new TypeError('Nothing was thrown.');
};

it.each([
	['nowhere', /Run the cell that defines 'nowhere'/],
	['x; let x = 1', /'x' is used above/],
	['"use strict"; const a = 1; a = 2', /const keeps its value/],
	['undefined.length', /before '\.length' is undefined/],
	['null.a = 1', /before the dot is null/],
	['const o = {}; o.run()', /'o\.run' is no function/],
	['const [a] = 5', /can be looped over/],
	['new (() => {})()', /made with new/],
	['1n + 1', /same kind first/],
	['const o = {}; o.o = o; JSON.stringify(o)', /contains itself/],
	['const { a } = undefined', /undefined or null/],
	['"use strict"; Object.freeze([]).push(1)', /frozen/],
	['(function f() { f(); })()', /without an end/],
	['new Array(-1)', /whole number/],
	['new Date("x").toISOString()', /no date/],
	['JSON.parse("<html>")', /no JSON/]
])('%s is explained', (source, words) => {
	expect(plainWords(thrown(source))).toMatch(words);
});

it('what nobody knows gets no words', () => {
	expect(plainWords(new Error('mine'))).toBeNull();
});
