import { expect, test } from '@playwright/test';
import { addCell, listen, openLesson, runCell } from './support.ts';

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
