import { describe, expect, it } from 'vitest';
import type { OutputItem } from '#state/outputs/output-log.svelte.ts';
import { outputText } from '#state/runs/reproduction.ts';

const said = (text: string, key = 1): OutputItem => ({
	kind: 'stream',
	key,
	name: 'stdout',
	text,
	dropped: 0
});
const shown = (data: Record<string, unknown>, key = 1): OutputItem => ({
	kind: 'rich',
	key,
	displayId: null,
	data
});

describe('outputText', () => {
	it('leaves out what differs between two runs by right', () => {
		const first = [
			said('Trained in 3.2 s at 2026-03-01T12:00:01Z, log line 12:00:01'),
			shown({ 'text/plain': '5' }, 2)
		];
		const again = [
			said('Trained in 41 ms at 2026-03-02T08:10:44Z, log line 08:10:44', 8),
			shown({ 'text/plain': '5' }, 9)
		];
		expect(outputText(again)).toBe(outputText(first));
	});

	it('keeps every other number', () => {
		expect(outputText([said('rmse 3.21')])).not.toBe(outputText([said('rmse 3.22')]));
	});

	it('compares pictures and tables by what they show, not by the kernel that has them', () => {
		const table = (ref: string, value: number): OutputItem =>
			shown({ 'text/plain': 'Table', 'application/x-table': { ref, rows: [[value]] } });
		expect(outputText([table('1-1', 5)])).toBe(outputText([table('2-7', 5)]));
		expect(outputText([table('1-1', 5)])).not.toBe(outputText([table('1-1', 6)]));
	});
});
