import { expect, it } from 'vitest';
import { cellNames } from '#notebook/types/cell-names.ts';

function all(text: string): string[] {
	const { variables, others } = cellNames(text);
	return [...variables, ...others].sort();
}

it('gives every name that the top level declares, by pattern too', () => {
	expect(all('const { a, b: [c, ...d], ...e } = f(); function g() { const hidden = 1; } class H {}')).toEqual(
		['H', 'a', 'c', 'd', 'e', 'g']
	);
});

it('gives imports under their local names, and types', () => {
	const text = `import one, { two as three } from 'x'; import * as four from 'y'; interface Five {} type Six = 1;`;
	expect(all(text)).toEqual(['Five', 'Six', 'four', 'one', 'three']);
	expect(cellNames(text).modules).toEqual(['x', 'y']);
});

it('keeps what can be assigned to apart from what cannot', () => {
	const names = cellNames('let a = 1, b; var c; const d = 2;');
	expect(names.variables).toEqual(['a', 'b', 'c']);
	expect(names.others).toEqual(['d']);
});

it('knows what the cell exports by itself', () => {
	const { exported } = cellNames('export const a = 1; const b = 2; export { b as c };');
	expect([...exported]).toEqual(['a', 'c']);
});

it('reads what it can of a half-written cell', () => {
	expect(all('const a = 1;\nconst b = houses.map((')).toEqual(['a', 'b']);
	expect(all('const ')).toEqual([]);
	expect(all('import { } from ')).toEqual([]);
	expect(all('')).toEqual([]);
});
