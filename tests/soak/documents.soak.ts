import { test } from '@playwright/test';
import { killTabs } from './kill-tabs.ts';

const EDITS = 10_000;
const KILLS = 200;

test(`${EDITS} random edits and ${KILLS} killed tabs lose no edit older than a second`, async ({
	baseURL
}) => {
	test.setTimeout(3_600_000);
	const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
	const log = (line: string): void => void process.stdout.write(`${line}\n`);
	log(`seed ${seed}`);
	await killTabs({
		baseURL: baseURL!,
		chromium: process.env['CHROMIUM_PATH']!,
		edits: EDITS,
		kills: KILLS,
		seed,
		log
	});
});
