import { describe, expect, it } from 'vitest';
import { toAnyTable, toTableSource, type TableSource } from '#notebook/values/table-source.ts';
import { toTable } from '#notebook/values/table.ts';

const rowsOf = (source: TableSource | null): unknown => source && toTable(source).rows;

describe('what is a table', () => {
	it('is an object of columns, as long as they are equally long', () => {
		const source = toTableSource({ x: Float64Array.of(1, 2), kind: ['a', 'b'] });
		expect(source?.columns).toEqual([
			{ name: 'x', type: 'number' },
			{ name: 'kind', type: 'string' }
		]);
		expect(rowsOf(source)).toEqual([
			[1, 'a'],
			[2, 'b']
		]);
		expect(toTableSource({ x: Float64Array.of(1, 2), y: [1] })).toBeNull();
	});

	it('is no object of two short lists, and none of nested ones', () => {
		expect(toTableSource({ shape: [2, 3], strides: [3, 1] })).toBeNull();
		expect(toTableSource({ a: [[1], [2], [3], [4], [5]] })).toBeNull();
	});

	it('is a Dataset of ml, labels first, missing values as such', () => {
		const data = {
			rows: 2,
			columns: 2,
			x: Float32Array.of(1, NaN, 3, 4),
			labels: Float32Array.of(7, 8),
			weights: null
		};
		const source = toTableSource(data);
		expect(source?.label).toBe('Dataset 2 × 2, Float32Array');
		expect(source?.columns.map(({ name }) => name)).toEqual(['label', 'x0', 'x1']);
		expect(rowsOf(source)).toEqual([
			[7, 1, null],
			[8, 3, 4]
		]);
	});

	it('calls no getter of a record', () => {
		const trap = {
			a: 1,
			get b(): never {
				throw new Error('called');
			}
		};
		expect(rowsOf(toTableSource([trap]))).toEqual([[1]]);
	});

	it('may have rows further down that are no records', () => {
		const odd: unknown[] = Array.from({ length: 201 }, (_, i) => ({ i }));
		odd.push('odd');
		expect(toTableSource(odd)?.cell(201, 0)).toBeNull();
	});
});

it('console.table takes anything with members, its keys first', () => {
	expect(rowsOf(toAnyTable(new Map([['k', { v: 1 }]])))).toEqual([['k', 1]]);
	expect(rowsOf(toAnyTable([5, 6]))).toEqual([
		[0, 5],
		[1, 6]
	]);
	expect(toAnyTable(5)).toBeNull();
});

it('a table of more rows than go with it can be asked for the rest', () => {
	const source = toTableSource(Array.from({ length: 1000 }, (_, i) => ({ i })))!;
	expect(toTable(source, () => 'ref').ref).toBe('ref');
	expect(toTable(toTableSource([{ i: 1 }])!, () => 'ref').ref).toBeUndefined();
});
