import { describe, expect, it, vi } from 'vitest';
import type { TreeNode } from '#notebook/outputs.ts';
import type { Answer, Inspect } from '#notebook/values/questions.ts';
import { moveOf } from '#ui/outputs/tree/tree-keys.ts';
import { TreeModel, type Unfolded } from '#ui/outputs/tree/tree-model.svelte.ts';

const leaf = (text: string): TreeNode => ({ kind: 'leaf', type: 'number', text });
const branch = (label: string, entries: Record<string, TreeNode>, more = 0, ref?: string): TreeNode => ({
	kind: 'branch',
	label,
	entries: Object.entries(entries).map(([key, value]) => ({ key, value })),
	more,
	...(ref === undefined ? {} : { ref })
});
const GONE: Inspect = () => Promise.resolve({ kind: 'gone' });
const open = (root: TreeNode, inspect: Inspect = GONE, unfolded: Unfolded = new Map()): TreeModel => {
	const model = new TreeModel({ root, inspect, unfolded, isOpen: true });
	model.start();
	return model;
};
const lines = (model: TreeModel): string[] =>
	model.rows.map((row) => `${row.level} ${row.key ?? ''} ${row.kind}`.replace('  ', ' '));
const rowOf = (model: TreeModel, key: string) => model.rows.find((row) => row.key === key)!;

describe('a tree on the page', () => {
	it('lists what is unfolded', () => {
		const model = open(branch('Object', { a: leaf('1'), b: branch('Object', { c: leaf('2') }) }));
		expect(lines(model)).toEqual(['1 branch', '2 a leaf', '2 b branch']);
		model.toggle(rowOf(model, 'b'));
		expect(lines(model).slice(2)).toEqual(['2 b branch', '3 c leaf']);
	});

	it('asks the kernel for what it has not, a page at a time', async () => {
		const inspect = vi.fn<Inspect>((question) => {
			const from = question.ask === 'entries' ? question.from : 0;
			const answer: Answer = {
				kind: 'entries',
				entries: [{ key: String(from), value: leaf('x') }],
				next: from === 0 ? 100 : null,
				more: from === 0 ? 1 : 0
			};
			return Promise.resolve(answer);
		});
		const model = open(branch('Array(101)', {}, 101, 'k-1'), inspect);
		expect(lines(model)).toEqual(['1 branch', '2 wait']);
		await vi.waitFor(() => expect(lines(model)).toEqual(['1 branch', '2 0 leaf', '2 more']), 20_000);
		await model.activate(model.rows[2]!);
		expect(lines(model)).toEqual(['1 branch', '2 0 leaf', '2 100 leaf']);
		expect(inspect.mock.calls.map(([question]) => question)).toMatchObject([
			{ ask: 'entries', ref: 'k-1', from: 0, count: 100 },
			{ ask: 'entries', ref: 'k-1', from: 100, count: 100 }
		]);
	});

	it('says that the kernel is gone, and shows what it had', async () => {
		const model = open(branch('Array(9)', { 0: leaf('1') }, 8, 'k-1'));
		await vi.waitFor(() => expect(lines(model)).toEqual(['1 branch', '2 0 leaf', '2 gone']), 20_000);
		expect(model.rows[2]!.left).toBe(8);
	});

	it('calls a getter when it is asked to, once', async () => {
		const getter: TreeNode = { kind: 'leaf', type: 'getter', text: '[Getter]', ref: 'k-2' };
		const inspect = vi.fn<Inspect>(() => Promise.resolve({ kind: 'value', value: leaf('7') }));
		const model = open(branch('Object', { g: getter }), inspect);
		expect(inspect).not.toHaveBeenCalled();
		await model.activate(rowOf(model, 'g'));
		expect(rowOf(model, 'g')).toMatchObject({ kind: 'leaf', node: { text: '7' } });
		await model.activate(rowOf(model, 'g'));
		expect(inspect).toHaveBeenCalledTimes(1);
	});

	it('opens what was open before, after a new run too', async () => {
		const unfolded: Unfolded = new Map();
		const first = open(branch('Object', { a: branch('Object', { b: leaf('1') }) }), GONE, unfolded);
		first.toggle(rowOf(first, 'a'));
		const answer: Answer = {
			kind: 'entries',
			entries: [{ key: 'b', value: leaf('2') }],
			next: null,
			more: 0
		};
		const again = open(
			branch('Object', { a: branch('Object', {}, 1, 'k-9') }),
			() => Promise.resolve(answer),
			unfolded
		);
		await vi.waitFor(() => expect(lines(again)).toEqual(['1 branch', '2 a branch', '3 b leaf']), 20_000);
	});

	it('tells keys apart that come twice, or hold slashes', () => {
		const twice = {
			kind: 'branch',
			label: 'Map(2)',
			more: 0,
			entries: [
				{ key: '1', value: leaf('a') },
				{ key: '1', value: leaf('b') },
				{ key: '1/~1', value: leaf('c') }
			]
		} as const;
		const paths = open(twice).rows.map((row) => row.path);
		expect(new Set(paths).size).toBe(4);
	});
});

describe('keys in a tree', () => {
	const model = open(
		branch('Object', { alpha: leaf('1'), beta: branch('Object', { c: leaf('2') }), alps: leaf('3') })
	);
	const rows = model.rows;
	it.each([
		[0, 'ArrowDown', '', { kind: 'go', to: 1 }],
		[0, 'ArrowUp', '', { kind: 'go', to: 0 }],
		[0, 'End', '', { kind: 'go', to: 3 }],
		[2, 'Home', '', { kind: 'go', to: 0 }],
		[2, 'ArrowRight', '', { kind: 'act' }],
		[0, 'ArrowRight', '', { kind: 'go', to: 1 }],
		[0, 'ArrowLeft', '', { kind: 'act' }],
		[1, 'ArrowLeft', '', { kind: 'go', to: 0 }],
		[1, 'Enter', '', { kind: 'act' }],
		[1, 'a', 'a', { kind: 'go', to: 3 }],
		[1, 'p', 'alp', { kind: 'go', to: 1 }],
		[0, 'b', 'b', { kind: 'go', to: 2 }],
		[0, 'Escape', '', null]
	] as const)('row %d, %s', (at, key, typed, move) => {
		expect(moveOf(rows, at, key, typed)).toEqual(move);
	});
});
