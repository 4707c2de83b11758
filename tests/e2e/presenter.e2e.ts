import { expect, test } from '@playwright/test';
import { listen, openLesson } from './support.ts';

test('a lesson is shown as slides, step by step, runs in them, and goes back to where it was', async ({
	page
}) => {
	const console = listen(page);
	await openLesson(page);
	await page.locator('[data-cell]').first().focus();
	await page.keyboard.press('Alt+P');
	const show = page.getByRole('dialog', { name: /^Presentation of Boston Housing/ });
	await expect(show).toBeVisible();
	const number = show.getByText(/^\d+ \/ \d+$/);
	await expect(number).toHaveText(/^1 \/ /);

	// A clicker, to the first slide with code that is not the first slide.
	const run = show.getByRole('button', { name: 'Run cell' });
	for (let i = 0; i < 40 && (await run.count()) === 0; i++) await page.keyboard.press('PageDown');
	await expect(run).toHaveCount(1);
	await page.keyboard.press('Shift+Enter');
	await expect(show.getByRole('group').filter({ hasText: 'evaluated' })).toBeVisible({ timeout: 30_000 });

	await page.keyboard.press('PageDown');
	const before = await number.innerText();
	await page.keyboard.press('End');
	await expect(show.getByRole('region')).toBeVisible();
	const [at, total] = (await number.innerText()).split(' / ');
	expect(at).toBe(total);
	await page.keyboard.press('Home');
	await expect(number).toHaveText(/^1 \/ /);
	expect(before).not.toMatch(/^1 \/ /);
	await page.keyboard.press('Escape');
	await expect(show).toHaveCount(0);
	await expect(page.locator('[data-cell]').first()).toBeFocused();
	console.expectQuiet();
});

test('what is not revealed yet can be neither seen nor heard', async ({ page }) => {
	await openLesson(page);
	await page.keyboard.press('Alt+P');
	const show = page.getByRole('dialog', { name: /^Presentation of/ });
	await page.keyboard.press('Home');
	await page.keyboard.press('PageDown');
	const heading = show.getByRole('heading').first();
	await expect(heading).toBeVisible();
	const hidden = show.locator('.unrevealed');
	const count = await hidden.count();
	if (count > 0) await expect(hidden.first()).toBeHidden();
	await page.keyboard.press('Space');
	expect(await hidden.count()).not.toBe(count);
});
