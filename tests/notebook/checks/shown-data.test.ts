import { describe, expect, it } from 'vitest';
import { answerTo } from '#notebook/checks/answer.ts';
import { outputsOf } from '#notebook/checks/output.ts';
import {
	isArrayData,
	isConsoleLine,
	isPicture,
	isProgress,
	isTable,
	isTree
} from '#notebook/checks/shown-data.ts';
import { ARRAY_MIME, CONSOLE_MIME, TABLE_MIME, TREE_MIME, type TreeNode } from '#notebook/outputs.ts';
import { toBundle } from '#notebook/values/bundle.ts';

const leaf = { kind: 'leaf', type: 'number', text: '1' };
const nested = (depth: number): unknown =>
	depth === 0
		? leaf
		: { kind: 'branch', label: 'a', more: 0, entries: [{ key: 'k', value: nested(depth - 1) }] };

describe('what the kernel makes', () => {
	it('is believed', () => {
		const keep = (): string => 'k-1';
		expect(isTree(toBundle({ a: { b: [1, () => 1, new Map([[{}, 1]])] } }, { keep })?.[TREE_MIME])).toBe(
			true
		);
		expect(isTable(toBundle([{ a: 1, b: 'x', c: null }])?.[TABLE_MIME])).toBe(true);
		expect(isArrayData(toBundle([new Float32Array(3), new Float32Array(3)])?.[ARRAY_MIME])).toBe(true);
		expect(isArrayData(toBundle(Float64Array.of(NaN))?.[ARRAY_MIME])).toBe(true);
	});
});

describe('what claims to be a form and is not', () => {
	it.each([
		null,
		5,
		{ kind: 'leaf', type: 'number', text: 1 },
		{ kind: 'branch', label: 'a', more: -1, entries: [] },
		{ kind: 'branch', label: 'a', more: 0, entries: [null] },
		{ kind: 'branch', label: 'a', more: 0, entries: [{ key: 'k', value: { kind: 'leaf' } }] },
		{ kind: 'branch', label: 'a', more: 0, entries: new Array(5000).fill({ key: 'k', value: leaf }) },
		nested(50)
	])('is no tree: %#', (value) => {
		expect(isTree(value)).toBe(false);
	});

	it.each([
		{ columns: [], rows: [[1]], total: 1 },
		{ columns: [{ name: 'a', type: 'number' }], rows: [[{}]], total: 1 },
		{ columns: [{ name: 'a', type: 'evil' }], rows: [], total: 0 },
		{ columns: [{ name: 'a', type: 'number' }], rows: [], total: 0, summaries: [{ kind: 'number' }] }
	])('is no table: %#', (value) => {
		expect(isTable(value)).toBe(false);
	});

	it('is no console line, bar, picture or array', () => {
		expect(isConsoleLine({ level: 'log', args: [null] })).toBe(false);
		expect(isConsoleLine({ level: 'constructor', args: [] })).toBe(false);
		expect(isProgress({ done: 1, total: 2, label: {} })).toBe(false);
		expect(
			isPicture({
				alt: '',
				width: 1,
				height: 1,
				points: { names: ['a'], x: [1], y: [], values: [], total: 1 }
			})
		).toBe(false);
		expect(isArrayData({ dtype: 'x', shape: [1], summary: {}, tree: leaf })).toBe(false);
	});
});

it('of outputs those stay that are some', () => {
	const text = { type: 'stream', name: 'stdout', text: 'a' };
	const hostile = [
		text,
		null,
		{ type: 'stream', name: 'stdout', text: {} },
		{ type: 'display', displayId: 5, data: {} },
		{ type: 'result', data: [] },
		{
			type: 'display',
			displayId: null,
			data: { [CONSOLE_MIME]: { level: 'log', args: [{ kind: 'branch' }] } }
		},
		{ type: 'error', error: { kind: 'user', code: {}, message: '' } },
		{
			type: 'error',
			error: { kind: '__proto__', code: '', message: '', hint: null, line: 1, column: 1, stack: '' }
		}
	];
	expect(outputsOf(hostile)).toEqual([text]);
	expect(outputsOf('text')).toEqual([]);
});

describe('an answer', () => {
	const question = { ask: 'entries', ref: 'k-1', from: 0, count: 10 } as const;

	it('that fits the question is believed', () => {
		const answer = { kind: 'entries', entries: [{ key: 'a', value: leaf as TreeNode }], next: null, more: 0 };
		expect(answerTo(question, answer)).toBe(answer);
	});

	it.each([
		null,
		{ kind: 'value', value: leaf },
		{ kind: 'entries', entries: [{ key: {}, value: leaf }], next: null, more: 0 },
		{ kind: 'entries', entries: [], next: -1, more: 0 }
	])('that does not is «gone»: %#', (value) => {
		expect(answerTo(question, value)).toEqual({ kind: 'gone' });
	});

	it('of rows has rows of one length', () => {
		const rows = { ask: 'rows', ref: 'k', query: { sort: null, filters: [] }, from: 0, count: 2 } as const;
		expect(answerTo(rows, { kind: 'rows', rows: [[1], [1, 2]], matching: 2 }).kind).toBe('gone');
		expect(answerTo(rows, { kind: 'rows', rows: [], matching: 0 }).kind).toBe('rows');
	});
});
