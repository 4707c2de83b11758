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

	it('refuses a size below one', () => {
		expect(() => new InstancePool(0)).toThrow('size of at least 1, not 0');
	});
});
