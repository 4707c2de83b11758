import { rm } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { nextBuild } from './next-build.ts';
import { StaticHost } from './static-host.ts';
import { LESSON, runFinished, untilStored } from './support.ts';

const BUILD = 'dist';

test.use({ serviceWorkers: 'allow' });
test.setTimeout(150_000);

function buildOf(page: Page): Promise<string | null> {
	return page.locator('meta[name="sagebrush-build"]').getAttribute('content');
}

test('after one visit the whole lesson runs without a network, under any path', async ({ page }) => {
	const host = new StaticHost(BUILD, '/courses/ml/');
	const address = await host.open();
	await page.goto(address);
	await untilStored(page);
	await host.close();

	await page.goto(`${address}${LESSON}`);
	await expect(page.getByRole('button', { name: 'Run all' })).toBeEnabled();
	await page.getByRole('button', { name: 'Run all' }).click();
	expect(await runFinished(page, 90_000)).toMatch(/, 0 errors$/);
	await page.goto('about:blank');
	await page.goto(`${address}index.html`);
	await expect(page.getByRole('link', { name: /Boston Housing: train/ })).toBeVisible();
});

test('a new version waits until the learner asks for it, and takes over whole', async ({ page }) => {
	const host = new StaticHost(BUILD, '/');
	const address = await host.open();
	await page.goto(`${address}${LESSON}`);
	await untilStored(page);
	const first = await buildOf(page);

	host.folder = await nextBuild(BUILD);
	await page.reload();
	expect(await buildOf(page)).toBe(first);
	await expect(page.getByText('A new version is ready.')).toBeVisible({ timeout: 30_000 });
	await page.getByRole('button', { name: 'Run all' }).click();
	expect(await runFinished(page, 90_000)).toMatch(/, 0 errors$/);
	expect(await buildOf(page)).toBe(first);

	await page.getByRole('button', { name: 'Reload', exact: true }).click();
	await expect.poll(() => buildOf(page)).toBe('later00000000000');
	await expect(page.getByRole('button', { name: 'Run all' })).toBeEnabled();
	await expect.poll(() => cachedVersions(page), { timeout: 30_000 }).toEqual(['later00000000000']);
	await host.close();
	await page.reload();
	await expect(page.getByRole('button', { name: 'Run all' })).toBeEnabled();
	await rm(host.folder, { recursive: true });
});

function cachedVersions(page: Page): Promise<string[]> {
	return page.evaluate(async () => (await caches.keys()).map((name) => name.split(' ').at(-1) ?? ''));
}
