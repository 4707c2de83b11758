import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Writer, type WriterHandlers } from '#state/documents/writer.svelte.ts';
import { FakeChannel, FakeLocks } from '../fake-locks.ts';

const KEY = 'own:one';
const open: Writer[] = [];

beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal('BroadcastChannel', FakeChannel);
	Object.defineProperty(navigator, 'locks', { configurable: true, value: new FakeLocks() });
});
afterEach(() => {
	for (const writer of open.splice(0)) writer.close();
	vi.unstubAllGlobals();
	vi.useRealTimers();
	Reflect.deleteProperty(navigator, 'locks');
});

/** A tab that has opened the notebook, with what its writer told it. */
async function tab(): Promise<{ writer: Writer; heard: string[] }> {
	const writer = new Writer(KEY);
	open.push(writer);
	const heard: string[] = [];
	const tell = (what: string) => (): Promise<void> => {
		heard.push(what);
		return Promise.resolve();
	};
	const handlers: WriterHandlers = {
		onYield: tell('yield'),
		onChange: () => heard.push('change'),
		onTakeOver: tell('take over'),
		onLost: () => heard.push('lost')
	};
	writer.attach(handlers);
	await writer.ready;
	return { writer, heard };
}

describe('Writer', () => {
	it('lets the first tab write and every later one read', async () => {
		const [first, second] = [await tab(), await tab()];
		expect([first.writer.role, second.writer.role]).toEqual(['writing', 'reading']);
		expect([...first.heard, ...second.heard]).toEqual([]);
	});

	it('lets the only tab write, however slow the browser is to say so', async () => {
		const locks = new FakeLocks();
		locks.slowness = 2000;
		Object.defineProperty(navigator, 'locks', { configurable: true, value: locks });
		const opening = tab();
		await vi.advanceTimersByTimeAsync(2000);
		expect((await opening).writer.role).toBe('writing');
	});

	it('tells the tabs that read, and no other, that something was stored', async () => {
		const [first, second] = [await tab(), await tab()];
		first.writer.announce();
		await vi.advanceTimersByTimeAsync(0);
		expect([first.heard, second.heard]).toEqual([[], ['change']]);
	});

	it('lets a reading tab take over once the writer has stored what it has', async () => {
		const [first, second] = [await tab(), await tab()];
		const taking = second.writer.takeOver();
		await vi.advanceTimersByTimeAsync(10);
		await taking;
		expect([first.writer.role, second.writer.role]).toEqual(['lost', 'writing']);
		expect([first.heard, second.heard]).toEqual([['yield', 'lost'], ['take over']]);
	});

	it('lets the first tab take over again', async () => {
		const [first, second] = [await tab(), await tab()];
		await second.writer.takeOver();
		await first.writer.takeOver();
		expect([first.writer.role, second.writer.role]).toEqual(['writing', 'lost']);
	});

	it('does not wait for a tab that does not answer', async () => {
		const [first, second] = [await tab(), await tab()];
		first.writer.attach({
			onYield: () => new Promise(() => {}),
			onChange: () => {},
			onTakeOver: () => Promise.resolve(),
			onLost: () => first.heard.push('lost')
		});
		const taking = second.writer.takeOver();
		await vi.advanceTimersByTimeAsync(3000);
		await taking;
		expect([first.writer.role, second.writer.role]).toEqual(['lost', 'writing']);
		expect(first.heard).toEqual(['lost']);
	});

	it('makes the next tab the writer when the first is closed, after reading what was stored last', async () => {
		const [first, second] = [await tab(), await tab()];
		first.writer.close();
		await vi.advanceTimersByTimeAsync(10);
		expect(second.writer.role).toBe('writing');
		expect(second.heard).toEqual(['take over']);
	});

	it('steps aside with what it has stored, and writes again only when told to', async () => {
		const first = await tab();
		await first.writer.stepAside();
		expect(first.writer.role).toBe('lost');
		expect(first.heard).toEqual(['yield', 'lost']);
		const second = await tab();
		expect(second.writer.role).toBe('writing');
		second.writer.close();
		await vi.advanceTimersByTimeAsync(10);
		expect(first.writer.role).toBe('lost');
		await first.writer.takeOver();
		expect(first.writer.role).toBe('writing');
	});

	it('keeps notebooks apart', async () => {
		await tab();
		const other = new Writer('own:two');
		open.push(other);
		await other.ready;
		expect(other.mayWrite).toBe(true);
	});

	it('lets every tab write where the browser has no locks', async () => {
		Reflect.deleteProperty(navigator, 'locks');
		const [first, second] = [await tab(), await tab()];
		expect([first.writer.mayWrite, second.writer.mayWrite]).toEqual([true, true]);
	});
});
