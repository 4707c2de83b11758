import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kernelHere, type KernelHere } from './kernel-here.ts';

let kernel: KernelHere;
beforeEach(() => {
	kernel = kernelHere();
});
afterEach(() => kernel.runtime.dispose());

describe('what is sent of a cell', () => {
	it.each([
		['a long text', '"x".repeat(2e7)'],
		['a long line', 'console.log("x".repeat(2e7))'],
		['a long name of a member', '({ ["k".repeat(2e7)]: 1 })'],
		['a long message', 'throw new Error("e".repeat(2e7))'],
		['a long name of an error', 'const e = new Error("a"); e.name = "n".repeat(2e7); throw e'],
		[
			'a long hint',
			'throw Object.assign(new Error("a"), { kind: "user", code: "c".repeat(2e7), hint: "h".repeat(2e7) })'
		],
		['long causes', 'throw new Error("a", { cause: new Error("b".repeat(2e7)) })'],
		['a long thrown text', 'throw "s".repeat(2e7)'],
		[
			'a large drawing',
			'({ [Symbol.for("sagebrush.display")]: () => ({ "text/html": "<p>" + "z".repeat(2e7), "text/plain": "p" }) })'
		],
		[
			'a large display',
			'display({ [Symbol.for("sagebrush.display")]: () => ({ "text/html": "z".repeat(2e7), "text/plain": "p" }) })'
		],
		['a long list', 'Array.from({ length: 1e6 }, (_, i) => i)'],
		['a deep object', 'let deep = {}; for (let i = 0; i < 1e5; i++) deep = { deep }; deep']
	])('is little, for %s', async (_title, cell) => {
		const { outputs } = await kernel.run(cell);
		expect(outputs).not.toEqual([]);
		expect(JSON.stringify(outputs).length).toBeLessThan(1_000_000);
	});

	it('says how large the output is that it cannot be', async () => {
		const cell =
			'({ [Symbol.for("sagebrush.display")]: () => ({ "text/html": "z".repeat(2e7), "text/plain": "p" }) })';
		expect((await kernel.run(cell)).text).toBe('The output is too large to be shown: 20 MB.');
	});

	it('is the last state of a bar that is told of a hundred thousand times, in few batches', async () => {
		let batches = 0;
		kernel.runtime.dispose();
		kernel = kernelHere({ send: () => batches++ });
		await kernel.run('for (let i = 0; i < 1e5; i++) progress(i, 1e5)');
		expect(batches).toBeLessThan(1000);
	});
});
