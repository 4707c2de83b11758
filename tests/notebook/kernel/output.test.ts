import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { consoleLineOf } from '#notebook/console-line.ts';
import { CAP } from '#notebook/kernel/output-cap.ts';
import { CONSOLE_MIME, PROGRESS_MIME, TABLE_MIME, type Output } from '#notebook/outputs.ts';
import { kernelHere, spokenText, type KernelHere } from './kernel-here.ts';

let kernel: KernelHere;
beforeEach(() => {
	kernel = kernelHere();
});
afterEach(() => kernel.runtime.dispose());

const displays = (outputs: readonly Output[]): Extract<Output, { type: 'display' }>[] =>
	outputs.filter((o) => o.type === 'display');

describe('the console', () => {
	it.each([
		['console.log("a", 1, true)', 'a 1 true\n'],
		['console.log("%s is %d%%", "x", 5.7, "rest")', 'x is 5% rest\n'],
		['console.info("i"); console.debug(null)', 'i\nnull\n'],
		['console.count(); console.count(); console.count("b")', 'default: 1\ndefault: 2\nb: 1\n'],
		['console.group("g"); console.log("in"); console.groupEnd(); console.log("out")', 'g\n  in\nout\n'],
		['console.assert(true, "no"); console.log()', '\n']
	])('%s', async (cell, text) => {
		expect((await kernel.run(cell)).stream).toBe(text);
	});

	it('measures time', async () => {
		expect((await kernel.run('console.time("t"); console.timeEnd("t")')).stream).toMatch(
			/^t: [\d.e-]+ ms\n$/
		);
	});

	it.each([
		['console.log(1, "a")', 'log', '1 a'],
		['console.log({ a: 1 })', 'log', '{ a: 1 }'],
		['console.dir([1])', 'log', '[ 1 ]'],
		['console.warn("w", 1)', 'warn', 'w 1'],
		['console.error(new Error("e"))', 'error', 'Error: e'],
		['console.assert(false, "why")', 'error', 'Assertion failed why']
	])('%s keeps its level and the trees of its arguments', async (cell, level, text) => {
		const [first] = displays((await kernel.run(cell)).outputs);
		expect(first?.data).toMatchObject({ [CONSOLE_MIME]: { level }, 'text/plain': text });
	});

	it('shows tables of records and of anything else with members', async () => {
		const { outputs } = await kernel.run('console.table([{ a: 1 }]); console.table({ x: 1, y: 2 })');
		expect(displays(outputs).map((o) => o.data[TABLE_MIME])).toMatchObject([
			{ rows: [[1]] },
			{
				columns: [{ name: '(index)' }, { name: 'Value' }],
				rows: [
					['x', 1],
					['y', 2]
				]
			}
		]);
	});
});

describe('display and progress', () => {
	it('show in a place that can be shown in again', async () => {
		const { outputs, text } = await kernel.run(
			'const h = display(1); await new Promise(y => setTimeout(y, 40)); h.update(2); display(3, { id: "mine" })'
		);
		expect(displays(outputs).map((o) => [o.displayId, o.data['text/plain']])).toEqual([
			[expect.stringMatching(/^display-/), '1'],
			[expect.stringMatching(/^display-/), '2'],
			['mine', '3']
		]);
		expect(text).toBeNull();
	});

	it('send only the last of what follows at once in one place', async () => {
		const { outputs } = await kernel.run('for (let i = 1; i <= 500; i++) progress(i, 500, "rows")');
		const bars = displays(outputs);
		expect(bars.length).toBeLessThan(100);
		expect(bars.at(-1)?.data).toMatchObject({
			[PROGRESS_MIME]: { done: 500, total: 500, label: 'rows', isOver: true, leftMs: 0 },
			'text/plain': 'rows: 500 of 500'
		});
	});

	it('may be declared over by a cell', async () => {
		expect((await kernel.run('const width = 3; const display = 4; width + display')).text).toBe('7');
	});

	it('know the width of the page', async () => {
		expect((await kernel.run('[width, dark]')).text).toBe('[ 640, false ]');
	});
});

describe('a cell that never stops talking', () => {
	const stopClock = (): void => {
		kernel.runtime.dispose();
		kernel = kernelHere({ now: () => 0 });
	};

	it('is heard to its last line while it still runs', async () => {
		const running = kernel.run('for (let i = 0; i < 3000; i++) console.log(i); await new Promise(() => {})');
		const lines = (): number => kernel.heard.filter(({ output }) => consoleLineOf(output)).length;
		await expect.poll(lines).toBe(3000);
		kernel.runtime.interrupt();
		expect((await running).stream.split('\n')).toHaveLength(3001);
	});

	it('repeats itself in one line that is counted', async () => {
		const { outputs } = await kernel.run('for (let i = 0; i < 20000; i++) console.warn("again", 1)');
		const lines = outputs.map((o) => consoleLineOf(o));
		expect(lines.length).toBeLessThan(400);
		expect(lines.reduce((sum, line) => sum + (line?.count ?? 1), 0)).toBe(20_000);
	});

	it('is heard from its beginning and its end, with the number of lines between', async () => {
		stopClock();
		const { stream } = await kernel.run('for (let i = 0; i < 20000; i++) console.log(i)');
		const lines = stream.trimEnd().split('\n');
		expect(lines).toHaveLength(CAP.lines + 1);
		expect(lines[0]).toBe('0');
		expect(lines[CAP.lines / 2]).toBe('… 15000 lines …');
		expect(lines.at(-1)).toBe('19999');
	});

	it('may put out a megabyte of text', async () => {
		stopClock();
		const { stream } = await kernel.run('for (let i = 0; i < 300; i++) console.log(i + "x".repeat(10000))');
		expect(stream.length).toBeLessThanOrEqual(CAP.chars + 200);
		expect(stream.length).toBeGreaterThan(CAP.chars * 0.95);
	});

	it('in one line loses the middle of it', async () => {
		const { stream } = await kernel.run('console.log("a" + "-".repeat(1e6) + "z")');
		expect(stream.length).toBeLessThan(210_000);
		expect(stream).toMatch(/^a-.*-z\n$/s);
	});

	it('still shows its result and its error', async () => {
		const { text } = await kernel.run('for (let i = 0; i < 9000; i++) console.log(i); "done"');
		expect(text).toBe("'done'");
	});
});

it('what a timer says after the end of the run belongs to its cell', async () => {
	kernel.runtime.dispose();
	kernel = kernelHere({ ownsTimers: true });
	await kernel.run('void setTimeout(() => console.log("late"), 30)', 'first');
	await kernel.run('await new Promise((y) => setTimeout(y, 60)); console.log("mine")', 'second');
	const said = kernel.heard.map(({ cellId, output }) => [cellId, spokenText(output)]);
	expect(said).toEqual([
		['first', 'late\n'],
		['second', 'mine\n']
	]);
});
