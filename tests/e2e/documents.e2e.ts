import { expect, test } from '@playwright/test';
import { addCell, listen, openLesson, runCell, typeInto } from './support.ts';

test('outputs of a lesson survive a reload, marked as of an earlier visit', async ({ page }) => {
	const console = listen(page);
	await openLesson(page);
	const cell = await addCell(page, `console.log('kept for later'); [1, 2, 3].map((x) => x * 14)`);
	await runCell(cell);
	await expect(cell).toContainText('kept for later');
	await page.waitForTimeout(1000);
	await page.reload();
	const again = page.getByRole('article').last();
	await expect(again).toContainText('kept for later');
	await expect(again).toContainText('42');
	await expect(again.getByRole('img', { name: 'Run 1' })).toBeVisible();
	await expect(again).toContainText('earlier visit');
	await again.getByRole('button', { name: 'Run cell' }).click();
	await expect(again).not.toContainText('earlier visit');
	await expect(again).toContainText('42');
	console.expectQuiet();
});

test('a notebook of one’s own: begun, named, duplicated, binned and brought back', async ({ page }) => {
	const console = listen(page);
	await page.goto('./');
	await page.getByRole('button', { name: 'New notebook' }).click();
	await expect(page.getByRole('button', { name: 'Run all' })).toBeEnabled();
	const cell = page.getByRole('article').first();
	await typeInto(page, cell, 'const seven = 7; seven * 6');
	await runCell(cell);
	await expect(cell).toContainText('42');
	await expect(page.getByText(/^Saved /)).toBeVisible();

	await page.reload();
	await expect(page.getByRole('article').first()).toContainText('seven * 6');
	await expect(page.getByRole('article').first()).toContainText('42');
	const name = page.getByRole('textbox', { name: 'Name of the notebook' });
	await name.fill('Sevens');
	await name.press('Enter');
	await expect(page.getByText(/^Saved /)).toBeVisible();
	await page.waitForTimeout(800);

	await page.getByRole('link', { name: 'Sagebrush, home' }).click();
	await page.getByRole('button', { name: 'Duplicate Sevens' }).click();
	await expect(page.getByRole('link', { name: 'Sevens (copy)' })).toBeVisible();
	await page.getByRole('button', { name: 'Delete Sevens', exact: true }).click();
	await expect(page.getByRole('link', { name: 'Sevens', exact: true })).toHaveCount(0);
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(page.getByRole('link', { name: 'Sevens', exact: true })).toBeVisible();
	await page.getByRole('button', { name: 'Rename Sevens (copy)' }).click();
	await page.getByRole('textbox', { name: 'Name of the notebook' }).fill('Eights');
	await page.keyboard.press('Enter');
	await page.getByRole('link', { name: 'Eights' }).click();
	await expect(page.getByRole('article').first()).toContainText('42');
	console.expectQuiet();
});
