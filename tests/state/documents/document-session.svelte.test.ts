import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NotebookCopy } from '#notebook/document/notebook-copy.ts';
import type { Version } from '#notebook/document/version-store.ts';
import { DocumentSession, type DocumentKeeping } from '#state/documents/document-session.ts';
import type { NotebookSource } from '#state/documents/notebook-source.ts';
import { Writer } from '#state/documents/writer.svelte.ts';
import { FakeKernel } from '../fake-kernel.ts';
import { FakeChannel, FakeLocks } from '../fake-locks.ts';
import { lessonOf } from '../lesson-of.ts';

const KEY = 'lesson:test';
const lesson = lessonOf('print a', 'print b');
const opened: Writer[] = [];

beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal('BroadcastChannel', FakeChannel);
	Object.defineProperty(navigator, 'locks', { configurable: true, value: new FakeLocks() });
});
afterEach(() => {
	for (const writer of opened.splice(0)) writer.close();
	vi.unstubAllGlobals();
	vi.useRealTimers();
	Reflect.deleteProperty(navigator, 'locks');
});

/** The storage that all tabs share. */
function shelf(isTrusted = true) {
	let copy: NotebookCopy | null = null;
	const versions: Version[] = [];
	const trusted: NotebookCopy[] = [];
	const read = (): NotebookSource => ({ key: KEY, lesson, copy, runs: new Map(), isTrusted, from: 'file' });
	const keeping: DocumentKeeping = {
		open: () => Promise.resolve(read()),
		save: (_key, saved) => {
			copy = saved;
			return Promise.resolve();
		},
		saveRuns: () => Promise.resolve(),
		keepVersion: (_key, kept, kind, name = '') => {
			versions.unshift({ id: `${versions.length}`, at: Date.now(), kind, name, copy: kept });
			return Promise.resolve();
		},
		versions: () => Promise.resolve(versions),
		removeVersion: () => Promise.resolve(),
		trust: (_key, kept) => {
			trusted.push(kept);
			return Promise.resolve();
		}
	};
	const open = async () => {
		const writer = new Writer(KEY);
		await writer.ready;
		opened.push(writer);
		const kernel = new FakeKernel();
		const session = new DocumentSession({ source: read(), writer, kernel, keeping, now: () => Date.now() });
		const { notebook } = session;
		const sources = (): string[] => notebook.cells.map((cell) => cell.source);
		return { session, notebook, writer, kernel, sources, at: (n: number) => notebook.cells[n - 1]! };
	};
	return { open, versions, trusted, stored: () => copy };
}

describe('DocumentSession, two tabs', () => {
	it('shows in the second tab what the first writes, and keeps the second from changing anything', async () => {
		const { open } = shelf();
		const [first, second] = [await open(), await open()];
		first.notebook.type(first.at(1), 'print mine');
		first.notebook.addBelow(first.at(2));
		await vi.advanceTimersByTimeAsync(1000);
		expect(second.sources()).toEqual(['print mine', 'print b', '']);
		second.notebook.type(second.at(1), 'print no');
		second.notebook.addBelow(null);
		await second.notebook.runAll();
		expect(second.sources()).toEqual(first.sources());
		expect(second.kernel.requests).toEqual([]);
		expect(second.session.access.refusals).toBe(3);
	});

	it('hands the last edit over when the second tab takes over', async () => {
		const { open, stored } = shelf();
		const [first, second] = [await open(), await open()];
		first.notebook.type(first.at(1), 'print last');
		await second.session.takeOver();
		expect(second.sources()[0]).toBe('print last');
		second.notebook.type(second.at(1), 'print further');
		await vi.advanceTimersByTimeAsync(1000);
		expect(first.sources()[0]).toBe('print further');
		expect(stored()?.cells['c1']?.source).toBe('print further');
		expect([first.session.access.mayWrite, second.session.access.mayWrite]).toEqual([false, true]);
	});

	it('keeps among the versions what a sleeping tab had not stored when another took over', async () => {
		const { open, versions } = shelf();
		const [first, second] = [await open(), await open()];
		first.writer.attach({
			onYield: () => new Promise(() => {}),
			onChange: () => {},
			onTakeOver: () => Promise.resolve(),
			onLost: () => {}
		});
		const taking = second.session.takeOver();
		await vi.advanceTimersByTimeAsync(1900);
		first.notebook.type(first.at(1), 'print asleep');
		await vi.advanceTimersByTimeAsync(200);
		await taking;
		await vi.advanceTimersByTimeAsync(1000);
		const rescued = versions.find((version) => version.kind === 'rescued');
		expect(rescued?.copy.cells['c1']?.source).toBe('print asleep');
	});
});

describe('DocumentSession, versions', () => {
	it('keeps what a visit found at its first edit, then one in five minutes', async () => {
		const { open, versions } = shelf();
		const first = await open();
		first.notebook.type(first.at(1), 'print 0');
		await vi.advanceTimersByTimeAsync(1000);
		await first.session.close();
		const again = await open();
		for (let n = 1; n <= 11; n++) {
			again.notebook.type(again.at(1), `print ${n}`);
			await vi.advanceTimersByTimeAsync(60_000);
		}
		expect(versions.map((version) => version.copy.cells['c1']?.source)).toEqual([
			'print 11',
			'print 6',
			'print 0'
		]);
	});

	it('goes back to a version and keeps the state before', async () => {
		const { open, versions, stored } = shelf();
		const { session, notebook, at, sources } = await open();
		notebook.type(at(1), 'print one');
		await session.nameVersion('one');
		notebook.type(at(1), 'print two');
		notebook.addBelow(null);
		await session.restore(versions[0]!);
		expect(sources()).toEqual(['print one', 'print b']);
		expect(stored()?.cells['c1']?.source).toBe('print one');
		const before = versions.find((version) => version.kind === 'before');
		expect(before?.copy.cells['c1']?.source).toBe('print two');
	});
});

describe('DocumentSession, what came from outside', () => {
	it('runs nothing until the learner trusts it, but may be read and changed', async () => {
		const { open, trusted } = shelf(false);
		const { session, notebook, kernel, at } = await open();
		await notebook.runAll();
		await notebook.run(at(1));
		expect(kernel.requests).toEqual([]);
		notebook.type(at(1), 'print mine');
		expect(at(1).source).toBe('print mine');
		await session.trust();
		await notebook.run(at(1));
		expect(kernel.requests).toHaveLength(1);
		expect(trusted).toHaveLength(1);
	});
});
