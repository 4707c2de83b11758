import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CONSOLE_MIME, type Output } from '#notebook/outputs.ts';
import { OutputLog } from '#state/outputs/output-log.svelte.ts';
import { cellError } from '../fake-kernel.ts';
import { processorMs } from '#tests/support/processor-ms.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const print = (text: string, name: 'stdout' | 'stderr' = 'stdout'): Output => ({
	type: 'stream',
	name,
	text
});

const show = (displayId: string | null, text: string): Output => ({
	type: 'display',
	displayId,
	data: { 'text/plain': text }
});

const log = (text: string): Output => ({
	type: 'display',
	displayId: null,
	data: {
		[CONSOLE_MIME]: { level: 'log', args: [{ kind: 'leaf', type: 'string', text }] },
		'text/plain': text
	}
});

function logOf(...outputs: readonly Output[]): OutputLog {
	const made = new OutputLog();
	for (const output of outputs) made.push(output);
	made.flush();
	return made;
}

describe('OutputLog', () => {
	it('joins neighbouring texts of one stream and keeps the streams apart', () => {
		const { items } = logOf(print('a'), print('b'), print('c', 'stderr'), print('d'));
		expect(items.map((item) => item.kind === 'stream' && item.text)).toEqual(['ab', 'c', 'd']);
	});

	it('joins what comes in later batches too, under the same key', () => {
		const made = logOf(print('a'));
		const key = made.items[0]!.key;
		made.push(print('b'));
		made.flush();
		expect(made.items).toEqual([{ kind: 'stream', key, name: 'stdout', text: 'ab', dropped: 0 }]);
	});

	it('gathers console lines', () => {
		const { items } = logOf(log('a'), log('b'), print('c'));
		expect(items.map((item) => (item.kind === 'console' ? item.lines.length : item.kind))).toEqual([
			2,
			'stream'
		]);
	});

	it('replaces an output by a later one of the same display id, where it stands', () => {
		const { items } = logOf(show('bar', '1'), print('a'), show('bar', '2'), print('b'));
		expect(items.map((item) => item.kind)).toEqual(['rich', 'stream']);
		expect(items[0]).toMatchObject({ data: { 'text/plain': '2' } });
		expect(items[1]).toMatchObject({ text: 'ab' });
	});

	it('shows nothing before the batch is due, and then all of it in one step', () => {
		const made = new OutputLog();
		made.push(print('a'));
		made.push(print('b'));
		expect(made.items).toEqual([]);
		vi.advanceTimersByTime(50);
		expect(made.items).toHaveLength(1);
	});

	it('keeps the old outputs until the new run says something, and no longer than the run', () => {
		const made = logOf(print('old'));
		made.renew();
		expect(made.items).toHaveLength(1);
		made.push(print('new'));
		made.flush();
		expect(made.items).toMatchObject([{ text: 'new' }]);
		made.renew();
		made.settle();
		expect(made.items).toEqual([]);
	});

	it('finds the error', () => {
		expect(logOf(print('a'), { type: 'error', error: cellError('no') }).error?.message).toBe('no');
		expect(logOf(print('a')).error).toBeNull();
	});

	it('takes ten thousand lines within half a second, and keeps the tail of endless output', async () => {
		const made = new OutputLog();
		const took = await processorMs(() => {
			for (let i = 0; i < 10_000; i++) {
				made.push(log(`line ${i}`));
				if (i % 50 === 0) made.flush();
			}
			for (let i = 0; i < 20; i++) made.push(log(`more ${i}`));
			made.flush();
		});
		expect(took).toBeLessThan(500);
		expect(made.items[0]).toMatchObject({ kind: 'console', dropped: 20 });
		const text = logOf(print('x'.repeat(999_999)), print('yz')).items[0];
		expect(text).toMatchObject({ dropped: 1 });
	});
});
