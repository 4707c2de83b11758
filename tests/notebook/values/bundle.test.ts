import { describe, expect, it } from 'vitest';
import { TABLE_MIME, TREE_MIME, type TableData, type TreeNode } from '#notebook/outputs.ts';
import { DISPLAY, plainText, toBundle } from '#notebook/values/bundle.ts';
import { toTree } from '#notebook/values/tree.ts';

class Point {
	x = 1;
	readonly #hidden = 2;
	get sum(): number {
		throw new Error(`The getter was called: ${this.#hidden}`);
	}
}

describe('text/plain', () => {
	it.each<[unknown, string]>([
		[5, '5'],
		[-0, '-0'],
		[NaN, 'NaN'],
		[10n, '10n'],
		['5', "'5'"],
		["it's", "'it\\'s'"],
		['two\nlines', 'two\nlines'],
		[null, 'null'],
		[Symbol('s'), 'Symbol(s)'],
		[true, 'true'],
		[[], '[]'],
		[{}, '{}'],
		[[1, 'a', [2, [3, [4]]]], "[ 1, 'a', [ 2, [Array(2)] ] ]"],
		[{ a: 1, 'b-c': { d: [] } }, "{ a: 1, 'b-c': { d: [] } }"],
		[new Map([['k', { v: 1 }]]), "Map(1) { 'k' => { v: 1 } }"],
		[new Set([1, 2]), 'Set(2) { 1, 2 }'],
		[Float32Array.of(0.5, 2), 'Float32Array(2) [ 0.5, 2 ]'],
		[new Point(), 'Point { x: 1 }'],
		[new Date(0), '1970-01-01T00:00:00.000Z'],
		[new Date(NaN), 'Invalid Date'],
		[new TypeError('t'), 'TypeError: t'],
		[/a/g, '/a/g'],
		[Point, '[class Point]'],
		[function f() {}, '[Function: f]'],
		[Object.create(null, { a: { value: 1, enumerable: true } }), '[Object: null prototype] { a: 1 }'],
		[Promise.resolve(1), 'Promise {…}'],
		// eslint-disable-next-line no-sparse-arrays
		[[1, , 3], '[ 1, empty, 3 ]'],
		[new ArrayBuffer(8), 'ArrayBuffer(8)']
	])('of %s', (value, text) => {
		expect(plainText(value)).toBe(text);
	});

	it('counts what it leaves out', () => {
		expect(plainText(Array.from({ length: 35 }, (_, i) => i))).toMatch(/… 5 more\n\]$/);
	});

	it('breaks what is too long for one line', () => {
		const text = plainText({ first: 'x'.repeat(40), second: 'y'.repeat(40) });
		expect(text.split('\n')).toEqual([
			'{',
			`  first: '${'x'.repeat(40)}',`,
			`  second: '${'y'.repeat(40)}'`,
			'}'
		]);
	});
});

describe('a tree', () => {
	it('names getters and calls none', () => {
		const node = toTree({
			get trap(): never {
				throw new Error('called');
			}
		});
		expect(node).toMatchObject({ entries: [{ key: 'trap', value: { type: 'getter', text: '[Getter]' } }] });
	});

	it('ends at a value that contains itself, but shows one twice that stands twice', () => {
		const loop: Record<string, unknown> = { twice: [] };
		loop['self'] = loop;
		loop['again'] = loop['twice'];
		const keys = (toTree(loop) as Extract<TreeNode, { kind: 'branch' }>).entries;
		expect(keys.map((e) => e.value.kind)).toEqual(['branch', 'leaf', 'branch']);
		expect(keys[1]!.value).toMatchObject({ type: 'circular' });
	});

	it('is three levels deep and thirty entries wide', () => {
		const depthOf = (node: TreeNode): number =>
			node.kind === 'leaf' ? 0 : 1 + Math.max(0, ...node.entries.map((e) => depthOf(e.value)));
		expect(depthOf(toTree({ a: { b: { c: { d: { e: 1 } } } } }))).toBe(3);
		expect(toTree(new Array(100).fill(0))).toMatchObject({ label: 'Array(100)', more: 70 });
	});

	it('survives what cannot be read', () => {
		const { proxy, revoke } = Proxy.revocable({}, {});
		revoke();
		expect(toTree([proxy])).toMatchObject({ entries: [{ value: { text: '[unreadable]' } }] });
	});

	it('can be cloned', () => {
		expect(() => structuredClone(toTree([Symbol('a'), () => 1, new Point(), 1n]))).not.toThrow();
	});
});

describe('a table', () => {
	const tableOf = (value: unknown): TableData => toBundle(value)?.[TABLE_MIME] as TableData;

	it('is shown of an array of records, with the type of each column', () => {
		const rows = [
			{ a: 1, b: 'x' },
			{ a: null, b: 'y', c: new Date(0) }
		];
		expect(tableOf(rows)).toMatchObject({
			columns: [
				{ name: 'a', type: 'number' },
				{ name: 'b', type: 'string' },
				{ name: 'c', type: 'string' }
			],
			rows: [
				[1, 'x', null],
				[null, 'y', '1970-01-01T00:00:00.000Z']
			],
			total: 2
		});
	});

	it('has its first 200 rows and the number of all', () => {
		const table = tableOf(Array.from({ length: 1000 }, (_, i) => ({ i })));
		expect(table.rows).toHaveLength(200);
		expect(table.total).toBe(1000);
	});

	it.each([[[]], [[1, 2]], [[[1], [2]]], [[{}]], [[new Point()]], [{ a: 1 }]])(
		'is not shown of %j',
		(value) => {
			expect(tableOf(value)).toBeUndefined();
			expect(toBundle(value)).toHaveProperty([TREE_MIME]);
		}
	);
});

describe('a bundle', () => {
	it('is null of undefined', () => {
		expect(toBundle(undefined)).toBeNull();
	});

	it('is the value’s own where it brings one, with text/plain added', () => {
		const value = { [DISPLAY]: () => ({ 'text/html': '<b>1</b>' }) };
		expect(toBundle(value)).toMatchObject({
			'text/html': '<b>1</b>',
			'text/plain': expect.any(String) as unknown
		});
	});

	it('refuses an own bundle that is none', () => {
		expect(() => toBundle({ [DISPLAY]: () => 'text' })).toThrow(/must return an object/);
	});

	it('of an element is its markup', () => {
		const element = { nodeType: 1, tagName: 'svg', outerHTML: '<svg></svg>' };
		expect(toBundle(element)).toEqual({ 'image/svg+xml': '<svg></svg>', 'text/plain': '[svg element]' });
		expect(toBundle({ ...element, tagName: 'FIGURE' })).toHaveProperty(['text/html']);
	});
});
