import { describe, expect, it } from 'vitest';
import type { CellRun } from '#state/cells/cell.svelte.ts';
import { keepRun, parseKeptRun, sizeOf } from '#state/runs/kept-run.ts';
import type { OutputItem } from '#state/outputs/output-log.svelte.ts';
import { cellError } from '../fake-kernel.ts';

const run: CellRun = {
	status: 'ok',
	run: 3,
	kernel: 1,
	source: '1',
	defines: ['a'],
	uses: [],
	durationMs: 7
};
const text = (key: number, length: number): OutputItem => ({
	kind: 'stream',
	key,
	name: 'stdout',
	text: 'x'.repeat(length),
	dropped: 0
});
const failure: OutputItem = { kind: 'error', key: 9, error: cellError('no') };

describe('keepRun', () => {
	it('keeps what a reload must bring back, and not the kernel, which is gone by then', () => {
		const kept = keepRun(run, [text(1, 3)], { kind: 'pass' });
		const { kernel: _gone, ...facts } = run;
		expect(kept).toEqual({
			format: 1,
			run: facts,
			items: [text(1, 3)],
			leftOutBytes: 0,
			outcome: { kind: 'pass' }
		});
		expect(parseKeptRun(structuredClone(kept))).toEqual(kept);
	});

	it('leaves out what does not fit and all after it, counts it, and keeps the error', () => {
		const kept = keepRun(run, [text(1, 10), text(2, 900), text(3, 1), failure], null, 1000);
		expect(kept.items.map((item) => item.key)).toEqual([1, 9]);
		expect(kept.leftOutBytes).toBeGreaterThan(1800);
		expect(kept.leftOutBytes).toBeLessThan(2300);
	});
});

describe('parseKeptRun', () => {
	const kept = keepRun(run, [text(1, 3), failure], null);

	it.each([
		['nothing', undefined],
		['another format', { ...kept, format: 2 }],
		['items that are none', { ...kept, items: [{ kind: 'stream', key: 1 }] }],
		['a run without its source', { ...kept, run: { ...kept.run, source: undefined } }],
		['an outcome that is none', { ...kept, outcome: { kind: 'fail' } }]
	])('refuses %s', (_name, value) => {
		expect(parseKeptRun(value)).toBeNull();
	});
});

describe('sizeOf', () => {
	it('counts text as two bytes a character and binary data as it is', () => {
		expect(sizeOf('abcd')).toBe(8);
		expect(sizeOf(new Float64Array(10))).toBe(80);
		expect(sizeOf(new Blob(['abc']))).toBe(3);
		expect(sizeOf({ ab: 'c' })).toBe(12);
	});
});
