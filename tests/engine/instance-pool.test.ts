import { describe, expect, it } from 'vitest';
import { InstancePool } from '#engine/instance-pool.ts';

describe('InstancePool', () => {
	it('lets as many work at once as its size, and the rest in the order they came', async () => {
		const pool = new InstancePool(2);
		const begun: number[] = [];
		const releases: (() => void)[] = [];
		const jobs = [0, 1, 2, 3].map(async (n) => {
			releases[n] = await pool.acquire();
			begun.push(n);
		});
		await Promise.resolve();
		await new Promise(setImmediate);
		expect(begun).toEqual([0, 1]);
		releases[1]!();
		releases[1]!();
		await new Promise(setImmediate);
		expect(begun).toEqual([0, 1, 2]);
		releases[0]!();
		await Promise.all(jobs);
		expect(begun).toEqual([0, 1, 2, 3]);
	});

	it('counts the threads that an instance starts beside its own', async () => {
		const pool = new InstancePool(3);
		const first = await pool.acquire();
		expect(pool.idle).toBe(3);
		const threads = pool.occupy(2);
		expect(pool.idle).toBe(1);
		const begun: string[] = [];
		const second = pool.acquire().then((release) => (begun.push('second'), release));
		await new Promise(setImmediate);
		expect([begun, pool.idle]).toEqual([[], 0]);
		first();
		await new Promise(setImmediate);
		expect([begun, pool.idle]).toEqual([['second'], 1]);
		threads();
		threads();
		expect(pool.idle).toBe(3);
		(await second)();
		expect(pool.idle).toBe(4);
	});

	it('lends more than its places to one who is alone, and lets others in only when they are free again', async () => {
		const pool = new InstancePool(1);
		const release = await pool.acquire();
		const threads = pool.occupy(pool.idle);
		let begun = false;
		void pool.acquire().then(() => (begun = true));
		release();
		await new Promise(setImmediate);
		expect(begun).toBe(false);
		threads();
		await new Promise(setImmediate);
		expect(begun).toBe(true);
	});

	it('refuses a size below one', () => {
		expect(() => new InstancePool(0)).toThrow('size of at least 1, not 0');
	});
});
