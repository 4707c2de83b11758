import { describe, expect, it } from 'vitest';
import { cellNames } from '#notebook/compile/cell-names.ts';

const defines = (source: string): readonly string[] | undefined => cellNames(source)?.defines;
const uses = (source: string): readonly string[] | undefined => cellNames(source)?.uses;

describe('cellNames', () => {
	it('finds what is declared, through every pattern', () => {
		expect(defines('const { a, b: [c, ...d], e = f, ...g } = h; function i() {} class J {}')).toEqual([
			'a',
			'c',
			'd',
			'e',
			'g',
			'i',
			'J'
		]);
	});

	it('counts a new value for a name of another cell as a definition', () => {
		expect(defines('total += 1; count++; [first, rest.last] = pair; for (row of rows) {}')).toEqual([
			'total',
			'count',
			'first',
			'row'
		]);
		expect(uses('total += 1')).toEqual(['total']);
	});

	it('sees assignments inside functions, and tells inner names from outer ones', () => {
		expect(defines('xs.forEach((x) => { let y = 0; y += x; sum += x })')).toEqual(['sum']);
	});

	it('does not see what a method changes', () => {
		expect(defines('rows.push(1); options.depth = 3')).toEqual([]);
		expect(uses('rows.push(1); options.depth = 3')).toEqual(['rows', 'options']);
	});

	it('leaves types out', () => {
		expect(cellNames('interface A { b: C } const d: E<typeof f> = g as H')).toEqual({
			defines: ['d'],
			uses: ['g']
		});
	});

	it('says nothing of a text that is no code', () => {
		expect(cellNames('const = ;')).toBeNull();
	});
});
