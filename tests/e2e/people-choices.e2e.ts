import { expect, test } from '@playwright/test';
import { listen } from './support.ts';

test('the language of the page is the learner’s choice, at once and at the next visit', async ({ page }) => {
	const console = listen(page);
	await page.goto('./');
	await page.getByRole('button', { name: 'Settings' }).click();
	await page.getByRole('radio', { name: 'Deutsch' }).check();
	await expect(page.getByRole('heading', { name: 'Dein Konto' })).toBeVisible();
	await expect(page.locator('html')).toHaveAttribute('lang', 'de');
	await page.reload();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(
		'Eine Machine-Learning-Cloud in diesem Tab'
	);
	await page.getByRole('button', { name: 'Einstellungen' }).click();
	await page.getByRole('radio', { name: 'English' }).check();
	await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible();
	console.expectQuiet();
});

test.describe('in a German browser', () => {
	test.use({ locale: 'de-DE' });

	test('the page begins in German', async ({ page }) => {
		await page.goto('./');
		await expect(page.getByRole('heading', { name: 'Lektionen' })).toBeVisible();
	});
});

for (const width of [1280, 390]) {
	test(`at ${width} px the largest text fits too, and stays chosen`, async ({ page }) => {
		await page.setViewportSize({ width, height: 844 });
		await page.goto('./');
		await page.getByRole('button', { name: 'Settings' }).click();
		await page.getByRole('radio', { name: /^150/ }).check();
		await page.reload();
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('24px');
		const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
		expect(overflow).toBeLessThanOrEqual(0);
	});
}
