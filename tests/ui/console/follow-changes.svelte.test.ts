import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RegionEvent } from '#sim/events.ts';
import { followChanges } from '#ui/console/follow-changes.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
});

const changed = (...tables: string[]): RegionEvent => ({ type: 'changed', tables });

function following() {
	let tell: (events: readonly RegionEvent[]) => void = () => undefined;
	const asked: (readonly string[])[] = [];
	let settle: () => void = () => undefined;
	const end = followChanges<string>({
		onEvents: (listener) => {
			tell = listener;
			return () => (tell = () => undefined);
		},
		dueAfter: (event) => (event.type === 'changed' ? event.tables : []),
		refresh: (due) => {
			asked.push(due);
			return new Promise<void>((resolve) => (settle = resolve));
		}
	});
	return { asked, end, settle: () => settle(), tell: (...events: RegionEvent[]) => tell(events) };
}

describe('followChanges', () => {
	it('asks once for a burst of changes, and for nothing where nothing changes', async () => {
		const { asked, tell } = following();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(asked).toEqual([]);
		tell(changed('a'), changed('b'));
		tell(changed('a'));
		await vi.advanceTimersByTimeAsync(1_000);
		expect(asked).toEqual([['a', 'b']]);
	});

	it('asks again after an answer for what changed meanwhile', async () => {
		const { asked, settle, tell } = following();
		tell(changed('a'));
		await vi.advanceTimersByTimeAsync(1_000);
		tell(changed('b'));
		await vi.advanceTimersByTimeAsync(1_000);
		expect(asked).toEqual([['a']]);
		settle();
		await vi.advanceTimersByTimeAsync(1_000);
		expect(asked).toEqual([['a'], ['b']]);
	});

	it('waits while the page is out of sight, and asks when it is back', async () => {
		const sight = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
		const { asked, tell } = following();
		tell(changed('a'));
		await vi.advanceTimersByTimeAsync(60_000);
		expect(asked).toEqual([]);
		sight.mockReturnValue('visible');
		document.dispatchEvent(new Event('visibilitychange'));
		await vi.advanceTimersByTimeAsync(1_000);
		expect(asked).toEqual([['a']]);
	});

	it('asks nothing more once it has ended', async () => {
		const { asked, end, tell } = following();
		tell(changed('a'));
		end();
		tell(changed('b'));
		await vi.advanceTimersByTimeAsync(60_000);
		expect(asked).toEqual([]);
		expect(vi.getTimerCount()).toBe(0);
	});
});
