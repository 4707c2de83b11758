import { describe, expect, it } from 'vitest';
import { CONSOLE_MIME, type Output } from '#notebook/outputs.ts';
import { OutputDraft } from '#state/outputs/output-draft.ts';
import type { OutputItem } from '#state/outputs/output-log.svelte.ts';

let keys = 0;
const draw = (outputs: readonly Output[], before: readonly OutputItem[] = []): OutputItem[] => {
	const draft = new OutputDraft(before, () => ++keys);
	for (const output of outputs) draft.add(output);
	return draft.finish();
};
const say = (text: string): Output => ({
	type: 'display',
	displayId: null,
	data: { [CONSOLE_MIME]: { level: 'log', args: [{ kind: 'leaf', type: 'text', text }] }, 'text/plain': text }
});
const skip = (skipped: number): Output => ({ type: 'stream', name: 'stderr', text: '', skipped });
const show = (displayId: string, data: Record<string, unknown>): Output => ({
	type: 'display',
	displayId,
	data
});

describe('lines that were left out', () => {
	it('leave one gap, and what stood between two of them goes into it', () => {
		const items = draw([say('a'), skip(10), say('b'), say('c'), skip(5), say('d')]);
		expect(items).toMatchObject([{ kind: 'console' }, { kind: 'stream', skipped: 17 }, { kind: 'console' }]);
	});

	it('do so over batches too, and displays stay', () => {
		const first = draw([say('a'), skip(10), say('b'), show('p', { 'text/plain': 'bar' })]);
		const items = draw([skip(1), say('c')], first);
		expect(items.map((item) => (item.kind === 'stream' ? item.skipped : item.kind))).toEqual([
			'console',
			12,
			'rich',
			'console'
		]);
	});
});

it('a line that comes again is counted, over batches too', () => {
	const items = draw([say('a')], draw([say('a'), say('a')]));
	expect(items).toMatchObject([{ kind: 'console', lines: [{ count: 3 }] }]);
});

it('an empty bundle takes a display away, and a later one comes at the end', () => {
	const items = draw([show('x', { 'text/plain': '1' }), show('y', { 'text/plain': '2' }), show('x', {})]);
	expect(items).toMatchObject([{ displayId: 'y' }]);
	expect(draw([show('x', { 'text/plain': '3' })], items)).toMatchObject([
		{ displayId: 'y' },
		{ displayId: 'x' }
	]);
});

it('of speech in very many pieces the oldest goes', () => {
	const outputs = Array.from({ length: 3000 }, (_, i): Output =>
		i % 2 ? say(`line ${i}`) : { type: 'stream', name: 'stdout', text: 'text\n' }
	);
	const items = draw(outputs);
	expect(items.length).toBeLessThan(1100);
	expect(items[0]).toMatchObject({ kind: 'stream', text: '', skipped: 2500 });
});
