import { expect, test } from '@playwright/test';
import { serveRegionPage } from '#tests/support/region-page/serve.ts';
import { killAccounts } from '../soak/kill-accounts.ts';

test('a tab that is killed in the middle of its writes has lost nothing that it acknowledged', async () => {
	test.setTimeout(180_000);
	const { address, close } = await serveRegionPage('killed-accounts');
	const chromium = process.env['CHROMIUM_PATH']!;
	const report = await killAccounts({ address, chromium, kills: 6, seed: 6, log: () => {} }).finally(close);
	expect(report.lost).toEqual([]);
	expect(report.acknowledged).toBeGreaterThan(50);
});
