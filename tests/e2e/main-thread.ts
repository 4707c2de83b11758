import type { Page } from '@playwright/test';

interface TraceEvent {
	readonly name: string;
	readonly ph: string;
	readonly pid: number;
	readonly tid: number;
	/** Microseconds. */
	readonly ts: number;
	/** Microseconds of the processor that the thread had; a machine's other work does not count. */
	readonly tdur?: number;
}

/** What a page's thread may be busy with at once, ms: a little more than people notice. */
export const LONGEST_TASK_MS = 150;

const MARK = 'main-thread-watched';

/**
 * Watches the page's own thread from now on; `longest` resolves, once, with the longest task since then, in milliseconds
 * of the processor's time: what a task waits while other programs have the processor tells nothing of the page.
 */
export async function watchMainThread(page: Page): Promise<{ longest(): Promise<number> }> {
	const browser = page.context().browser()!;
	await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] });
	await page.evaluate((mark) => void performance.mark(mark), MARK);
	return {
		longest: async () => {
			const trace = (await browser.stopTracing()).toString('utf8');
			const { traceEvents } = JSON.parse(trace) as { traceEvents: readonly TraceEvent[] };
			const begin = traceEvents.find(({ name }) => name === MARK);
			if (!begin) throw new Error('The trace has lost its beginning.');
			const tasks = traceEvents.filter(
				(event) =>
					event.ph === 'X' &&
					event.pid === begin.pid &&
					event.tid === begin.tid &&
					event.ts > begin.ts &&
					event.tdur !== undefined
			);
			if (tasks.length === 0) throw new Error('The trace has no tasks of the page.');
			return tasks.reduce((longest, { tdur = 0 }) => Math.max(longest, tdur), 0) / 1000;
		}
	};
}
