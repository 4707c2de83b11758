import { expect, test, type Locator, type Page } from '@playwright/test';
import { addCell, cellWith, listen, openLesson, typeInto } from './support.ts';

// A machine that does much else at once takes long to read megabytes.
test.setTimeout(120_000);

/** The first answer waits until the compiler has read its declarations. */
const COLD_MS = 45_000;

function proposals(page: Page): Locator {
	return page.getByRole('listbox', { name: 'Completions' }).getByRole('option');
}

/** Types as a person does, so that lists open by themselves. */
async function type(page: Page, cell: Locator, text: string): Promise<void> {
	await typeInto(page, cell, '');
	await page.keyboard.type(text, { delay: 15 });
}

test('a list of members opens at a dot, with what each of them is, before anything has run', async ({
	page
}) => {
	const console = listen(page);
	await openLesson(page);
	const cell = await addCell(page, '');
	await type(page, cell, 'xgb.');
	await expect(proposals(page).filter({ hasText: /^.?fit$/ })).toBeVisible({ timeout: COLD_MS });
	await page.keyboard.type('fi');
	await expect(proposals(page).first()).toHaveText(/fit$/);
	await expect(page.locator('.cm-completionInfo')).toContainText('Starts a training job');
	await page.keyboard.press('Enter');
	await expect(cell.locator('.cm-content')).toHaveText('xgb.fit');

	await page.keyboard.type('(');
	await expect(page.locator('.cm-tooltip b')).toHaveText(/^inputs/);
	await page.keyboard.press('Escape');
	await expect(page.locator('.cm-tooltip b')).toHaveCount(0);

	await type(page, cell, 'Math.sq');
	await expect(proposals(page).first()).toHaveText(/sqrt$/);
	console.expectQuiet();
});

test('the lesson has no squiggles, a mistake has one, and it goes when it is mended', async ({ page }) => {
	await openLesson(page);
	const cell = await addCell(page, `const rooms: number = 'five';`);
	await expect(cell.locator('.cm-lintRange-error')).toHaveText('rooms', { timeout: COLD_MS });
	await page.keyboard.press('F8');
	await expect(page.locator('.cm-diagnostic')).toHaveText(/'string' is not assignable to type 'number'/);
	await typeInto(page, cell, 'const rooms: number = 5;');
	await expect(cell.locator('.cm-lintRange')).toHaveCount(0);
	await expect(page.locator('.cm-lintRange')).toHaveCount(0);
	await typeInto(page, cell, `import d3 from 'd3';`);
	await expect(cell.locator('.cm-lintRange')).toHaveText(`'d3'`);
	await cell.locator('.cm-lintRange').hover();
	await expect(page.locator('.cm-diagnostic')).toContainText('cannot be imported here. Available: sagebrush');
});

test('a name is explained by pointer and by key, and leads to the cell that declares it', async ({
	page
}) => {
	await openLesson(page);
	const cell = await addCell(page, 'houses.length;');
	await cell.getByText('houses').hover({ position: { x: 20, y: 8 } });
	await expect(page.locator('.type-doc')).toHaveText('const houses: TableRow[]', { timeout: COLD_MS });
	await page.mouse.move(0, 0);
	await expect(page.locator('.type-doc')).toHaveCount(0);
	await page.keyboard.press('Home');
	await page.keyboard.press('F1');
	await expect(page.locator('.type-doc')).toHaveText('const houses: TableRow[]');
	await expect(page.locator('.cm-announced')).toContainText(['const houses: TableRow[]']);
	await page.keyboard.press('Escape');
	await expect(page.locator('.type-doc')).toHaveCount(0);
	await page.keyboard.press('F12');
	await expect(cellWith(page, 'const houses = readTable').locator('.cm-content')).toBeFocused();
});

test('names are proposed while a cell runs without end', async ({ page }) => {
	await openLesson(page);
	const cell = await addCell(page, 'Math.');
	await page.keyboard.press('Control+Space');
	await expect(proposals(page).first()).toBeVisible({ timeout: COLD_MS });
	await page.keyboard.press('Escape');
	const busy = await addCell(page, 'while (true) {}');
	await busy.getByRole('button', { name: 'Run cell' }).click();
	await expect(page.getByRole('button', { name: 'Stop' })).toBeEnabled();
	await type(page, cell, 'const answer = 42; answer.to');
	await expect(proposals(page).filter({ hasText: 'toFixed' })).toBeVisible({ timeout: 5_000 });
	await expect(page.getByRole('button', { name: 'Stop' })).toBeEnabled();
	await page.getByRole('button', { name: 'Stop' }).click();
	await expect(busy.getByRole('button', { name: 'Run cell' })).toBeEnabled();
});
