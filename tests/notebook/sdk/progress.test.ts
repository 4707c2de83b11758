import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { provideBridge, type Bridge } from '#notebook/kernel/bridge.ts';
import { Pace } from '#notebook/kernel/progress.ts';
import { PROGRESS_MIME, type Output, type ProgressData } from '#notebook/outputs.ts';
import { progress } from '#notebook/sdk/progress.ts';

let heard: Output[] = [];
const absent = (): Promise<never> => Promise.reject(new TypeError('This test has no region.'));
const told: Bridge = {
	request: absent,
	clock: absent,
	sleep: absent,
	file: absent,
	display: () => undefined,
	emit: (output) => void heard.push(output)
};
provideBridge(told);

const bars = (): ProgressData[] =>
	heard.flatMap((output) => (output.type === 'display' ? [output.data[PROGRESS_MIME] as ProgressData] : []));
beforeEach(() => {
	heard = [];
});
afterEach(() => {
	heard = [];
});

describe('progress()', () => {
	it('goes over a list and hands out its items', () => {
		expect([...progress(['a', 'b', 'c'], { label: 'Letters' })]).toEqual(['a', 'b', 'c']);
		expect(bars()[0]).toMatchObject({ done: 0, total: 3, label: 'Letters' });
		expect(bars().at(-1)).toMatchObject({ done: 3, total: 3, isOver: true, leftMs: 0 });
		expect(new Set(heard.map((output) => output.type === 'display' && output.displayId)).size).toBe(1);
	});

	it('goes over what comes in time, and what has no length', async () => {
		async function* slow(): AsyncGenerator<number> {
			yield* [1, 2];
		}
		const taken: number[] = [];
		for await (const one of progress(slow(), { total: 2 })) taken.push(one);
		expect(taken).toEqual([1, 2]);
		expect([...progress(new Map([[1, 2]]).keys())]).toEqual([1]);
		expect(bars().at(-1)).toMatchObject({ done: 1, total: 0, isOver: true });
	});

	it('says so when a loop is broken off', () => {
		for (const one of progress([1, 2, 3, 4])) if (one === 2) break;
		expect(bars().at(-1)).toMatchObject({ done: 1, total: 4, isOver: true });
	});

	it('is moved by hand, and told of seldom', async () => {
		const bar = progress(1000);
		for (let i = 0; i < 999; i++) bar.step();
		expect(heard.length).toBeLessThan(20);
		await expect.poll(() => bars().at(-1)?.done).toBe(999);
		bar.update(1000, 'Done');
		expect(bars().at(-1)).toMatchObject({ done: 1000, label: 'Done', isOver: true });
	});

	it('refuses what it cannot go over', () => {
		expect(() => progress({} as Iterable<number>)).toThrow(/something to loop over/);
	});
});

describe('a pace', () => {
	it('tells the rate and the time left', () => {
		const pace = new Pace(0);
		pace.at(0, 100, '', 0);
		expect(pace.at(10, 100, '', 1000)).toMatchObject({
			rate: 10,
			elapsedMs: 1000,
			leftMs: 9000,
			isOver: false
		});
	});

	it('follows a change, and starts anew when the count does', () => {
		const pace = new Pace(0);
		pace.at(10, 0, '', 1000);
		expect(pace.at(11, 0, '', 2000).rate).toBeCloseTo(8.2);
		expect(pace.at(0, 0, '', 3000)).toMatchObject({ rate: 0, leftMs: null });
	});
});
