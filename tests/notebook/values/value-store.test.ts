import { describe, expect, it } from 'vitest';
import { ValueStore, type Kept } from '#notebook/values/value-store.ts';

const kept = (object: object = {}): Kept => ({ kind: 'object', object });
const place = (cellId: string, run: number, displayId: string | null = null) => ({ cellId, run, displayId });

describe('a store of values', () => {
	it('finds what it keeps, and nothing of another kernel', () => {
		const store = new ValueStore('k1');
		const value = kept();
		const ref = store.open(place('a', 1))(value);
		expect(store.find(ref)?.kept).toBe(value);
		expect(new ValueStore('k2').find(ref)).toBeNull();
		expect(store.find('nonsense')).toBeNull();
	});

	it('lets go what earlier runs of a cell showed', () => {
		const store = new ValueStore('k');
		const old = store.open(place('a', 1))(kept());
		const other = store.open(place('b', 1))(kept());
		const now = store.open(place('a', 2))(kept());
		store.release('a', 2);
		expect([old, other, now].map((ref) => store.find(ref) !== null)).toEqual([false, true, true]);
	});

	it('lets go what a display showed when it shows something else', () => {
		const store = new ValueStore('k');
		const old = store.open(place('a', 1, 'd'))(kept());
		const now = store.open(place('a', 1, 'd'))(kept());
		expect([store.find(old), store.find(now) !== null]).toEqual([null, true]);
	});

	it('keeps what is asked for later with the output that it belongs to', () => {
		const store = new ValueStore('k');
		const first = store.open(place('a', 1))(kept());
		store.find(first)!.keep(kept());
		expect(store.size).toBe(2);
		store.release('a');
		expect(store.size).toBe(0);
	});

	it('is bounded in number and bytes: the oldest outputs go, the newest stays', () => {
		const store = new ValueStore('k');
		for (let i = 0; i < 30_000; i++) store.open(place('a', 1))(kept());
		expect(store.size).toBeLessThanOrEqual(20_000);
		const huge = store.open(place('b', 1))(kept(new ArrayBuffer(300 * 2 ** 20)));
		expect(store.size).toBe(1);
		expect(store.find(huge)).not.toBeNull();
	});
});
