import { describe, expect, it } from 'vitest';
import { readVariables } from '#notebook/kernel/read-variables.ts';
import { listVariables } from '#notebook/kernel/variables.ts';

describe('readVariables', () => {
	it('takes what listVariables says as it is', () => {
		const values = { rows: [{ a: 1 }], n: 1, text: 'x'.repeat(99), m: new Map() };
		const said = listVariables(values, Object.keys(values));
		expect(readVariables(structuredClone(said))).toEqual(said);
	});

	it.each<[string, unknown]>([
		['no list', { length: 1 }],
		['nothing', undefined],
		['no records', [1, null, 'a']],
		['other members', [{ name: 1, type: 'x', value: '', size: null }]],
		['endless texts', [{ name: 'a', type: 'x'.repeat(1000), value: '', size: null }]]
	])('passes over %s', (_name, answer) => {
		expect(readVariables(answer)).toEqual([]);
	});

	it('passes over sizes that are none', () => {
		const item = { name: 'a', type: 'b', value: 'c' };
		expect(readVariables([{ ...item, size: { unit: 'table', rows: 'x' } }])).toEqual([
			{ ...item, size: null }
		]);
		expect(readVariables([{ ...item, size: { unit: 'miles', count: 1 } }])).toEqual([
			{ ...item, size: null }
		]);
	});
});
