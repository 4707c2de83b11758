import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { whenIdle } from '#ui/shared/when-idle.ts';

/** What the page's idle periods are in the test: each call gives one of that many milliseconds. */
let periods: ((deadline: IdleDeadline) => void)[] = [];

async function idle(ms: number): Promise<void> {
	const [period] = periods.splice(0, 1);
	let left = ms;
	period?.({
		didTimeout: false,
		timeRemaining: () => {
			left -= 10;
			return left;
		}
	});
	await new Promise((resolve) => setTimeout(resolve));
}

beforeEach(() => {
	periods = [];
	vi.stubGlobal('requestIdleCallback', (period: (deadline: IdleDeadline) => void) => periods.push(period));
});
afterEach(() => vi.unstubAllGlobals());

describe('whenIdle', () => {
	it('does nothing at once, and as much as fits into an idle period, in order', async () => {
		const done: number[] = [];
		for (const n of [1, 2, 3]) whenIdle(() => void done.push(n));
		expect(done).toEqual([]);
		await idle(30);
		expect(done).toEqual([1, 2]);
		await idle(30);
		expect(done).toEqual([1, 2, 3]);
	});

	it('does one piece even where no time is left', async () => {
		const done: number[] = [];
		for (const n of [1, 2]) whenIdle(() => void done.push(n));
		await idle(0);
		expect(done).toEqual([1]);
		await idle(0);
		expect(done).toEqual([1, 2]);
	});

	it('does first what is in sight', async () => {
		const done: string[] = [];
		whenIdle(() => void done.push('far'));
		whenIdle(() => void done.push('in sight'), 'soon');
		await idle(50);
		expect(done).toEqual(['in sight', 'far']);
	});

	it('leaves out what was taken back', async () => {
		const done: number[] = [];
		const letGo = whenIdle(() => void done.push(1));
		whenIdle(() => void done.push(2));
		letGo();
		await idle(50);
		expect(done).toEqual([2]);
	});
});
