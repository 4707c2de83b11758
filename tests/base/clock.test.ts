import { describe, expect, it } from 'vitest';
import { TEST_EPOCH, instantClock } from '#tests/support/instant-clock.ts';

describe('InstantClock', () => {
	it('lets two sleeps side by side take the time of the longer one', async () => {
		const clock = instantClock();
		await Promise.all([clock.sleep(120_000), clock.sleep(100_000)]);
		expect(clock.now() - TEST_EPOCH).toBe(120_000);
	});

	it('wakes sleepers in the order of their times, and of their calls where times are equal', async () => {
		const clock = instantClock();
		const woken: string[] = [];
		const sleep = (name: string, ms: number): Promise<unknown> =>
			clock.sleep(ms).then(() => woken.push(`${name}@${clock.now() - TEST_EPOCH}`));
		await Promise.all([sleep('c', 30), sleep('a', 10), sleep('b', 10)]);
		expect(woken).toEqual(['a@10', 'b@10', 'c@30']);
	});

	it('lets a poller see every step of a longer wait', async () => {
		const clock = instantClock();
		let done = false;
		const work = clock.sleep(100).then(() => (done = true));
		let polls = 0;
		while (!done) {
			await clock.sleep(30);
			polls++;
		}
		await work;
		expect(polls).toBe(4);
	});

	it('stands still while somebody holds it, however many sleep', async () => {
		const clock = instantClock();
		const release = clock.hold();
		let woken = false;
		const sleeping = clock.sleep(1_000).then(() => (woken = true));
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect([woken, clock.now()]).toEqual([false, TEST_EPOCH]);
		release();
		release();
		await sleeping;
		expect(clock.now() - TEST_EPOCH).toBe(1_000);
	});

	it('rejects a sleep with the reason of its stop signal and does not spend its time', async () => {
		const clock = instantClock();
		const stop = new AbortController();
		const sleeping = clock.sleep(1_000, stop.signal);
		stop.abort(new Error('enough'));
		await expect(sleeping).rejects.toThrow('enough');
		await expect(clock.sleep(5, stop.signal)).rejects.toThrow('enough');
		await clock.sleep(10);
		expect(clock.now() - TEST_EPOCH).toBe(10);
	});
});
