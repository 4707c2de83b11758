import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TABLE_MIME, TREE_MIME, type TableData, type TreeNode, type ValueRef } from '#notebook/outputs.ts';
import type { Answer } from '#notebook/values/questions.ts';
import { kernelHere, type KernelHere } from './kernel-here.ts';

let kernel: KernelHere;
beforeEach(() => {
	kernel = kernelHere();
});
afterEach(() => kernel.runtime.dispose());

type Branch = Extract<TreeNode, { kind: 'branch' }>;

async function treeOf(source: string): Promise<Branch> {
	return (await kernel.run(source)).shown?.[TREE_MIME] as Branch;
}

function childOf(node: TreeNode, key: string): TreeNode {
	const found = node.kind === 'branch' ? node.entries.find((entry) => entry.key === key) : undefined;
	if (!found) throw new Error(`There is no entry '${key}'.`);
	return found.value;
}

async function entriesOf(
	node: TreeNode,
	from = 0,
	count = 100
): Promise<Extract<Answer, { kind: 'entries' }>> {
	const answer = await kernel.runtime.inspect({ ask: 'entries', ref: node.ref as ValueRef, from, count });
	if (answer.kind !== 'entries') throw new Error(`The answer was '${answer.kind}'.`);
	return answer;
}

const textOf = (node: TreeNode): string => (node.kind === 'leaf' ? node.text : (node.text ?? node.label));

describe('a tree', () => {
	it('is opened page by page', async () => {
		const tree = await treeOf('Array.from({ length: 250 }, (_, i) => i)');
		expect([tree.entries.length, tree.more]).toEqual([100, 150]);
		const page = await entriesOf(tree, 200, 100);
		expect(page.entries.map(({ key }) => key)).toEqual(Array.from({ length: 50 }, (_, i) => String(200 + i)));
		expect([page.next, page.more]).toEqual([null, 0]);
	});

	it('goes as deep as the reader wants', async () => {
		let node: TreeNode = await treeOf('({ a: { b: { c: { d: { e: { f: "deep" } } } } } })');
		for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) {
			if (node.kind === 'branch' && node.entries.length === 0) {
				node = { ...node, entries: (await entriesOf(node)).entries };
			}
			node = childOf(node, key);
		}
		expect(textOf(node)).toBe("'deep'");
	});

	it('calls a getter when it is asked for, and says what it throws', async () => {
		const tree = await treeOf(
			'class P { get sum() { return { x: 3 }; } get bad() { throw new RangeError("no"); } }; const p = new P(); p'
		);
		const ask = async (key: string): Promise<unknown> =>
			kernel.runtime.inspect({ ask: 'getter', ref: childOf(tree, key).ref as ValueRef });
		expect(await ask('sum')).toMatchObject({ kind: 'value', value: { label: 'Object' } });
		expect(await ask('bad')).toEqual({
			kind: 'value',
			value: { kind: 'leaf', type: 'error', text: 'threw RangeError: no' }
		});
	});

	it('says whether a promise is settled', async () => {
		const tree = await treeOf(
			'({ done: Promise.resolve(5), open: new Promise(() => {}), bad: Promise.reject(1) })'
		);
		const states = await Promise.all(
			['done', 'open', 'bad'].map(async (key) => {
				const { entries } = await entriesOf(childOf(tree, key));
				return entries.map(({ value }) => textOf(value)).join(' ');
			})
		);
		expect(states).toEqual(['fulfilled 5', 'pending', 'rejected 1']);
	});

	it('shows what a proxy stands for without calling it', async () => {
		const tree = await treeOf(
			'const trap = () => { throw new Error("called"); }; [new Proxy({ a: 1 }, { get: trap, ownKeys: trap, getPrototypeOf: trap })]'
		);
		const proxy = childOf(tree, '0');
		expect(textOf(proxy)).toBe('Proxy(Object) {…}');
		expect((await entriesOf(proxy)).entries.map(({ key }) => key)).toEqual(['[[Target]]', '[[Handler]]']);
	});

	it.each([
		['new Map([[{ k: 1 }, 2], ["s", 3]])', ['0', "'s'"]],
		['[1, , , 4]', ['0', '1 … 2', '3']],
		['const a = []; a[1e9] = 1; a', ['0 … 999999999', '1000000000']],
		['Object.assign([7], { note: "x" })', ['0', 'note']],
		['({ [Symbol("s")]: 1, get g() { return 1; }, set t(v) {} })', ['g', 't', 'Symbol(s)']]
	])('of %s has the entries %j', async (source, keys) => {
		const tree = await treeOf(`void 0; ${source.replace(/^\{/, '({')}`);
		expect(tree.entries.map(({ key }) => key)).toEqual(keys);
	});

	it.each([
		['new TypeError("t", { cause: "c" })', ["message 't'", "cause 'c'"]],
		[
			'[function add(a, b) { return a + b; }][0]',
			['parameters 2', "source 'function add(a, b) { return a + b; }'"]
		],
		['new ArrayBuffer(2)', ['byteLength 2', 'bytes Uint8Array(2)']]
	])('of %s can be opened', async (source, texts) => {
		const { entries } = await entriesOf(await treeOf(source));
		expect(entries.map(({ key, value }) => `${key} ${textOf(value)}`)).toEqual(texts);
	});

	it('is gone when its cell has run again', async () => {
		const tree = await treeOf('Array.from({ length: 250 }, (_, i) => i)');
		await treeOf('Array.from({ length: 250 }, (_, i) => -i)');
		const ref = tree.ref as ValueRef;
		expect(await kernel.runtime.inspect({ ask: 'entries', ref, from: 0, count: 1 })).toEqual({
			kind: 'gone'
		});
	});
});

describe('a table of a million rows', () => {
	it('comes with two hundred, and is sorted and filtered in the kernel', async () => {
		const { shown } = await kernel.run(
			'Array.from({ length: 1e6 }, (_, i) => ({ i, half: i % 2 === 0 ? "even" : "odd" }))'
		);
		const table = shown?.[TABLE_MIME] as TableData;
		expect([table.rows.length, table.total, table.summaries]).toEqual([200, 1_000_000, undefined]);
		const ref = table.ref as ValueRef;
		const query = {
			sort: { column: 0, direction: 'descending' },
			filters: [{ column: 1, kind: 'contains', text: 'ODD' }]
		} as const;
		expect(await kernel.runtime.inspect({ ask: 'rows', ref, query, from: 2, count: 2 })).toEqual({
			kind: 'rows',
			rows: [
				[999_995, 'odd'],
				[999_993, 'odd']
			],
			matching: 500_000
		});
		expect(await kernel.runtime.inspect({ ask: 'summary', ref, column: 0 })).toMatchObject({
			summary: { min: 0, max: 999_999, mean: expect.closeTo(499_999.5) as unknown }
		});
		expect(
			await kernel.runtime.inspect({ ask: 'text', ref, query, from: 499_999, count: 5, format: 'csv' })
		).toEqual({ kind: 'text', text: '1,odd\r\n', next: null });
	}, 30_000);
});

describe('the global functions', () => {
	it('display: updates and takes away what it showed', async () => {
		const { outputs } = await kernel.run(
			'const h = display(1); await new Promise((y) => setTimeout(y, 40)); h.update({ a: 1 }); await new Promise((y) => setTimeout(y, 40)); h.remove()'
		);
		expect(outputs.map((o) => (o.type === 'display' ? (o.data['text/plain'] ?? 'nothing') : o.type))).toEqual(
			['1', '{ a: 1 }', 'nothing']
		);
	});

	it('display: shows a bundle of MIME types as it is where it is asked to', async () => {
		const { outputs } = await kernel.run(
			'display({ "text/html": "<b>x</b>", "text/plain": "x" }, { raw: true })'
		);
		expect(outputs).toMatchObject([{ data: { 'text/html': '<b>x</b>', 'text/plain': 'x' } }]);
	});
});

it('an error brings its line of source, its causes and plain words', async () => {
	const { error } = await kernel.run(
		'const a = 1;\nconst b = undefined;\nthrow new Error("outer", { cause: new TypeError("inner", { cause: 5 }) })'
	);
	expect(error).toMatchObject({
		line: 3,
		lineText: 'throw new Error("outer", { cause: new TypeError("inner", { cause: 5 }) })',
		causes: [
			{ code: 'TypeError', message: 'inner' },
			{ code: '', message: '5' }
		],
		frames: [{ cellId: 'a', line: 3 }]
	});
	expect((await kernel.run('undefined.length')).error?.hint).toMatch(/before '\.length' is undefined/);
});
