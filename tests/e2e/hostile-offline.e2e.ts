import { expect, test } from '@playwright/test';
import { attempts, NETWORK, REACH } from './hostile-cells.ts';
import { StaticHost } from './static-host.ts';
import { addCell, LESSON, runCell, untilStored } from './support.ts';
import { Trap } from './trap.ts';
import { expectUnharmed } from './unharmed.ts';

test.use({ serviceWorkers: 'allow' });
test.setTimeout(150_000);

/** There the sandbox is made from its text, in a page of our own: it must be as tight as the one by its address. */
test('in a page that its service worker serves, cells reach neither network nor storage nor page', async ({
	page
}) => {
	const trap = new Trap();
	const address = await trap.open();
	const host = new StaticHost('dist', '/');
	const site = await host.open();
	await page.goto(site);
	await untilStored(page);
	await page.goto(`${site}${LESSON}`);
	await page.reload();
	await expect(page.getByRole('button', { name: 'Run all' })).toBeEnabled();
	expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
	await expect(page.locator('iframe[title="Kernel"]')).toHaveAttribute('src', /sandbox\.html$/);
	for (const deeds of [NETWORK, REACH]) {
		const cell = await addCell(page, attempts(deeds, address, site));
		await runCell(cell, 60_000);
		await expect(cell).toContainText('through: nothing');
		await expectUnharmed(page);
	}
	await page.waitForTimeout(300);
	await host.close();
	await trap.close();
	trap.expectUntouched();
});
