import { test } from '@playwright/test';
import { killTabs } from '../soak/kill-tabs.ts';
import { ALONE } from './support.ts';

test('random edits and killed tabs lose no edit older than a second', { tag: ALONE }, async ({ baseURL }) => {
	test.setTimeout(180_000);
	const chromium = process.env['CHROMIUM_PATH']!;
	await killTabs({ baseURL: baseURL!, chromium, edits: 500, kills: 8, seed: 8, log: () => {} });
});
