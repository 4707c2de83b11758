import { expect, test } from '@playwright/test';
import { serveRegionPage } from '#tests/support/region-page/serve.ts';
import { killAccounts } from './kill-accounts.ts';

const KILLS = 200;

test(`${KILLS} tabs killed in the middle of their writes have lost nothing that they acknowledged`, async () => {
	test.setTimeout(3_600_000);
	const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
	const log = (line: string): void => void process.stdout.write(`${line}\n`);
	log(`seed ${seed}`);
	const { address, close } = await serveRegionPage('killed-accounts');
	const chromium = process.env['CHROMIUM_PATH']!;
	const report = await killAccounts({ address, chromium, kills: KILLS, seed, log }).finally(close);
	expect(report.lost).toEqual([]);
});
