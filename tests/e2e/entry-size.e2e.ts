import { expect, test } from '@playwright/test';
import { entrySizeOf } from '../../bench/notebook/entry-size.ts';

test('the entry chunk of the build stays below 200 kB, compressed', () => {
	expect(entrySizeOf('dist').chunk).toBeLessThanOrEqual(200_000);
});

test('all that the page begins with stays below 300 kB, compressed', () => {
	expect(entrySizeOf('dist').all).toBeLessThanOrEqual(300_000);
});
