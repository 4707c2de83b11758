import { expect, test } from '@playwright/test';
import { seriousFindings } from './axe.ts';
import { codeCells, listen, openLesson, runFinished } from './support.ts';

for (const colorScheme of ['light', 'dark'] as const) {
	for (const width of [1280, 390]) {
		test(`at ${width} px and ${colorScheme} axe finds nothing serious and nothing is cut off`, async ({
			page
		}) => {
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			await page.setViewportSize({ width, height: 844 });
			const console = listen(page);
			await page.goto('./');
			await expect(page.getByRole('link', { name: /Boston Housing: train/ })).toBeVisible();
			expect(await seriousFindings(page)).toEqual([]);
			await openLesson(page);
			await expect(codeCells(page).first()).toBeVisible();
			expect(await seriousFindings(page)).toEqual([]);
			const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			expect(overflow).toBeLessThanOrEqual(0);
			console.expectQuiet();
		});
	}
}

test('on a phone the bar at the bottom switches between notebook and cloud', async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 844 });
	await openLesson(page);
	const bar = page.getByRole('navigation', { name: 'Switch between notebook and cloud' });
	await bar.getByRole('button', { name: /Cloud/ }).click();
	await page.getByRole('tab', { name: 'Bill' }).click();
	await expect(page.getByRole('tabpanel', { name: 'Bill' })).toBeVisible();
	await bar.getByRole('button', { name: /Notebook/ }).click();
	await expect(codeCells(page).first()).toBeVisible();
});

test('the keyboard alone runs the lesson, leaves the editor, and walks the console', async ({ page }) => {
	await openLesson(page);
	await page.getByRole('article', { name: 'Cell 1', exact: true }).waitFor();
	for (let i = 0; i < 30; i++) {
		const focused = await page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
		if (focused === 'Run all') break;
		await page.keyboard.press('Tab');
	}
	await page.keyboard.press('Enter');
	expect(await runFinished(page)).toMatch(/, 0 errors$/);
	await page.getByRole('tab', { name: 'S3' }).click();
	await page.keyboard.press('ArrowRight');
	await expect(page.getByRole('tab', { name: 'Training jobs' })).toHaveAttribute('aria-selected', 'true');
});

test('Shift-Enter in a cell runs it and moves on', async ({ page }) => {
	await openLesson(page);
	const first = codeCells(page).first();
	await first.locator('.cm-content').click();
	await page.keyboard.press('Shift+Enter');
	await expect(first.getByRole('img', { name: 'Run 1' })).toBeVisible();
	await page.keyboard.press('Shift+Enter');
	await expect(first.getByRole('img', { name: 'Run 1' })).toBeVisible();
});
