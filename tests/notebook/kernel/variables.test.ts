import { describe, expect, it } from 'vitest';
import { rememberProxies } from '#notebook/values/proxies.ts';
import { listVariables, type Variable } from '#notebook/kernel/variables.ts';

const of = (value: unknown): Omit<Variable, 'name'> => {
	const [found] = listVariables({ x: value }, ['x']);
	const { type, size, value: text } = found!;
	return { type, size, value: text };
};
class Estimator {
	image = 'xgboost';
}

const CASES: readonly (readonly [unknown, string, Variable['size'], string])[] = [
	[42, 'number', null, '42'],
	[-0, 'number', null, '-0'],
	[10n, 'bigint', null, '10n'],
	['a "b"', 'string', null, '"a \\"b\\""'],
	[true, 'boolean', null, 'true'],
	[undefined, 'undefined', null, 'undefined'],
	[null, 'null', null, 'null'],
	[[1, 2, 3], 'Array', { unit: 'elements', count: 3 }, '[1, 2, 3]'],
	[[], 'Array', { unit: 'elements', count: 0 }, '[]'],
	[
		[
			{ a: 1, b: 2 },
			{ a: 3, b: 4 }
		],
		'Array',
		{ unit: 'table', rows: 2, columns: 2 },
		''
	],
	[
		[
			[1, 2],
			[3, 4],
			[5, 6]
		],
		'Array',
		{ unit: 'table', rows: 3, columns: 2 },
		''
	],
	[new Float32Array(5), 'Float32Array', { unit: 'numbers', count: 5 }, '[0, 0, 0, 0, …]'],
	[new Map([[1, 2]]), 'Map', { unit: 'entries', count: 1 }, ''],
	[new Set([1, 2]), 'Set', { unit: 'entries', count: 2 }, ''],
	[new ArrayBuffer(8), 'ArrayBuffer', { unit: 'bytes', count: 8 }, ''],
	[new Date(0), 'Date', null, '1970-01-01T00:00:00.000Z'],
	[/a+/, 'RegExp', null, '/a+/'],
	[new TypeError('no'), 'TypeError', null, 'no'],
	[new Estimator(), 'Estimator', { unit: 'keys', count: 1 }, '{ image: "xgboost" }'],
	[
		{ rows: 506, columns: 13, x: new Float32Array(1) },
		'Object',
		{ unit: 'table', rows: 506, columns: 13 },
		''
	],
	[
		{ a: [1], b: {}, c: () => 1, d: null, e: 1 },
		'Object',
		{ unit: 'keys', count: 5 },
		'{ a: Array(1), b: Object, c: function, d: null, … }'
	],
	[Estimator, 'class', null, ''],
	[Object.create(null), 'Object', { unit: 'keys', count: 0 }, '']
];

describe('listVariables', () => {
	it('describes each kind of value by its type, its size and its beginning', () => {
		for (const [value, type, size, text] of CASES) expect(of(value)).toEqual({ type, size, value: text });
	});

	it('shows how a function is called', () => {
		expect(of(async (rows: number, seed = 1) => rows + seed).value).toBe('(rows, seed = 1)');
		expect(of(Math.max)).toEqual({ type: 'function', size: null, value: '' });
	});

	it('cuts long values', () => {
		const long = of('x'.repeat(1000));
		expect(long.size).toEqual({ unit: 'characters', count: 1000 });
		expect(long.value.length).toBeLessThan(65);
	});

	it('calls nothing of the learner’s', () => {
		const calls: string[] = [];
		const trap = (what: string): never => {
			calls.push(what);
			throw new Error(what);
		};
		class Sly {
			get size(): number {
				return trap('size');
			}
			static get name(): string {
				return trap('name');
			}
			toString(): string {
				return trap('toString');
			}
			get [Symbol.toStringTag](): string {
				return trap('tag');
			}
		}
		const Remembered = rememberProxies(Proxy);
		const handler = new Proxy({}, { get: (_, key) => () => trap(String(key)) });
		const proxy = new Remembered({}, handler);
		const values = {
			sly: new Sly(),
			open: {
				get value(): number {
					return trap('value');
				}
			},
			proxy,
			child: Object.create(proxy) as object,
			callable: new Remembered(() => 1, handler),
			holder: { proxy, list: [proxy] },
			list: [proxy]
		};
		expect(listVariables(values, Object.keys(values))).toHaveLength(7);
		expect(calls).toEqual([]);
	});

	it('leaves out names without a value, and bounds the list', () => {
		const global = {
			get early(): number {
				throw new ReferenceError('early');
			},
			late: 1
		};
		expect(listVariables(global, ['early', 'late', 'gone']).map(({ name }) => name)).toEqual(['late']);
		const many = Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`v${i}`, i]));
		expect(listVariables(many, Object.keys(many))).toHaveLength(500);
	});
});
