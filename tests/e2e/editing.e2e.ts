import { expect, test, type Locator, type Page } from '@playwright/test';
import { addCell, listen, openLesson, typeInto } from './support.ts';

/** Walks with the Tab key until a cell has the focus. */
async function tabToCells(page: Page): Promise<void> {
	for (let i = 0; i < 40; i++) {
		await page.keyboard.press('Tab');
		if (await page.evaluate(() => document.activeElement?.matches('[data-cell]'))) return;
	}
	throw new Error('The Tab key reaches no cell.');
}

async function press(page: Page, ...keys: string[]): Promise<void> {
	for (const key of keys) await page.keyboard.press(key);
}

/** Escape closes an open completion first. */
async function leaveEditor(page: Page): Promise<void> {
	await expect(async () => {
		await page.keyboard.press('Escape');
		expect(await page.evaluate(() => document.activeElement?.matches('[data-cell]'))).toBe(true);
	}).toPass();
}

const cells = (page: Page): Locator => page.getByRole('article');
const sources = async (page: Page, from: number): Promise<string[]> => {
	const all = await page.evaluate(() =>
		[...document.querySelectorAll('[data-cell]')].map(
			(cell) => cell.querySelector('.cm-content, pre')?.textContent ?? cell.textContent.trim()
		)
	);
	return all.slice(from);
};

test('the keyboard alone adds, runs, splits, merges, moves, copies, deletes and takes it all back', async ({
	page
}) => {
	const console = listen(page);
	await openLesson(page);
	const before = await cells(page).count();
	await tabToCells(page);
	await press(page, 'End', 'b');
	await expect(cells(page)).toHaveCount(before + 1);
	await page.keyboard.insertText('const one = 1;\nconst two = 2;');
	await press(page, 'Control+Home', 'ArrowDown', 'Control+Shift+-');
	await expect(cells(page)).toHaveCount(before + 2);
	expect(await sources(page, before)).toEqual(['const one = 1;', 'const two = 2;']);

	await leaveEditor(page);
	await press(page, 'Shift+ArrowUp', 'Shift+M');
	await expect(cells(page)).toHaveCount(before + 1);
	expect(await cells(page).last().locator('.cm-line').allInnerTexts()).toEqual([
		'const one = 1;',
		'\n',
		'const two = 2;'
	]);
	await press(page, 'z');
	await expect(cells(page)).toHaveCount(before + 2);
	await press(page, 'End', 'Alt+ArrowUp');
	expect(await sources(page, before)).toEqual(['const two = 2;', 'const one = 1;']);
	await press(page, 'c', 'v');
	expect(await sources(page, before)).toEqual(['const two = 2;', 'const two = 2;', 'const one = 1;']);
	await press(page, 'd', 'd');
	expect(await sources(page, before)).toEqual(['const two = 2;', 'const one = 1;']);
	await expect(page.getByText(`Cell ${before + 2} was deleted.`)).toBeVisible();
	await press(page, 'z', 'Shift+Z');
	expect(await sources(page, before)).toEqual(['const two = 2;', 'const one = 1;']);

	await press(page, 'End', 'Enter', 'Control+End');
	await page.keyboard.insertText('\none + 40;');
	await press(page, 'Shift+Enter');
	await expect(cells(page)).toHaveCount(before + 3);
	const ran = cells(page).nth(before + 1);
	await expect(ran.getByRole('group', { name: /^Output of cell/ })).toHaveText('41');
	console.expectQuiet();
});

test('m and y change the kind of a cell, o folds its output, and h j k are not typed', async ({ page }) => {
	await openLesson(page);
	const cell = await addCell(page, '# Heading');
	await leaveEditor(page);
	await press(page, 'm');
	await expect(cell.getByRole('heading', { name: 'Heading' })).toBeVisible();
	await press(page, 'y');
	await expect(cell.getByRole('button', { name: 'Run cell' })).toBeVisible();
	await typeInto(page, cell, '6 * 7');
	await press(page, 'Control+Enter');
	const output = cell.getByRole('group', { name: /^Output of cell/ });
	await expect(output).toHaveText('42');
	await leaveEditor(page);
	await press(page, 'o');
	await expect(output).toBeHidden();
	await press(page, 'o', 'k', 'j');
	await expect(output).toBeVisible();
	await expect(cell.locator('.cm-content')).toHaveText('6 * 7');
});

test('runs what a cell needs above, and tells cells whose output was not reproduced', async ({ page }) => {
	await openLesson(page);
	const base = await cells(page).count();
	for (const source of ['const seed = 5;', 'const untouched = 1;', 'seed * Math.random()', 'seed + 1']) {
		await addCell(page, source);
		await leaveEditor(page);
	}
	const menu = page.getByRole('button', { name: 'More commands' });
	await menu.click();
	await page.getByRole('menuitem', { name: 'Run what is needed above' }).click();
	const number = (n: number): Locator => cells(page).nth(base + n - 1);
	await expect(number(4).getByRole('group', { name: /^Output/ })).toHaveText('6');
	await expect(number(1).getByText('evaluated')).toBeVisible();
	await expect(number(2).getByText('not run yet')).toBeVisible();

	// What the lesson itself does takes long, and is not asked here.
	await page.locator('[data-cell]').nth(base).focus();
	await page.keyboard.press('Shift+Enter');
	await page.keyboard.press('Shift+Enter');
	await page.keyboard.press('Shift+Enter');
	await expect(number(3).getByRole('group', { name: /^Output/ })).toBeVisible();
	await page.evaluate(() => document.querySelector<HTMLElement>('[data-cell]')?.focus());
	await page.keyboard.press('Home');
	for (let i = 1; i < base; i++) await page.keyboard.press('Shift+ArrowDown');
	await page.keyboard.press('d');
	await page.keyboard.press('d');
	await expect(cells(page)).toHaveCount(4);
	await menu.click();
	await page.getByRole('menuitem', { name: 'Restart and run all' }).click();
	await expect(page.getByText('Not reproduced: 1 of 2 outputs differ from before.')).toBeVisible();
	await page.getByRole('button', { name: 'Compare cell 3' }).click();
	const dialog = page.getByRole('dialog', { name: 'Output of cell 3' });
	await expect(dialog.getByRole('region', { name: 'Before' })).toContainText('.');
	await expect(dialog.getByRole('region', { name: 'Now' })).toContainText('.');
});

test('an error stops the queue and names the cells that were skipped', async ({ page }) => {
	await openLesson(page);
	const base = await cells(page).count();
	await addCell(page, 'throw new Error("no")');
	await addCell(page, '1');
	await addCell(page, '2');
	await cells(page).nth(base).focus();
	await page.getByRole('button', { name: 'More commands' }).click();
	await page.getByRole('menuitem', { name: 'Run this cell and all below' }).click();
	await expect(page.getByRole('status')).toHaveText(
		`Run finished: 1 cells, 1 errors; cells ${base + 2}–${base + 3} were skipped`
	);
	await expect(
		cells(page)
			.nth(base + 1)
			.getByText('skipped')
	).toBeVisible();
});

test('a cell is dragged by its handle, and moved from the handle by arrow keys', async ({ page }) => {
	await openLesson(page);
	const base = await cells(page).count();
	await addCell(page, "'first'");
	await addCell(page, "'second'");
	await leaveEditor(page);
	const handle = cells(page)
		.last()
		.getByRole('button', { name: /^Move cell \d/ });
	await handle.hover();
	const target = (await cells(page).nth(base).boundingBox())!;
	await page.mouse.down();
	await page.mouse.move(target.x + 20, target.y + target.height / 2, { steps: 5 });
	await page.mouse.move(target.x + 20, target.y + 4, { steps: 5 });
	await page.mouse.up();
	expect(await sources(page, base)).toEqual(["'second'", "'first'"]);
	await cells(page)
		.nth(base)
		.getByRole('button', { name: /^Move cell \d/ })
		.focus();
	await page.keyboard.press('ArrowDown');
	expect(await sources(page, base)).toEqual(["'first'", "'second'"]);
});

test('deleted cells can be brought back from the bin', async ({ page }) => {
	await openLesson(page);
	const base = await cells(page).count();
	await addCell(page, "'gone'");
	await leaveEditor(page);
	await press(page, 'd', 'd');
	await expect(cells(page)).toHaveCount(base);
	await press(page, 'End', 'b');
	await page.getByRole('button', { name: 'More commands' }).click();
	await page.getByRole('menuitem', { name: 'Deleted cells…' }).click();
	const dialog = page.getByRole('dialog', { name: 'Deleted cells' });
	await expect(dialog.getByText("'gone'")).toBeVisible();
	await dialog.getByRole('button', { name: /^Restore/ }).click();
	await expect(cells(page)).toHaveCount(base + 2);
});

test('at 390 px the thumb bar runs, walks and opens the menu with targets of 44 px', async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 844 });
	await openLesson(page);
	const bar = page.getByRole('toolbar', { name: 'Cell commands' });
	for (const button of await bar.getByRole('button').all()) {
		const box = (await button.boundingBox())!;
		expect(box.width).toBeGreaterThanOrEqual(44);
		expect(box.height).toBeGreaterThanOrEqual(44);
	}
	const cell = await addCell(page, '20 + 3');
	await bar.getByRole('button', { name: 'Run', exact: true }).click();
	await expect(cell.getByRole('group', { name: /^Output/ })).toHaveText('23');
	await bar.getByRole('button', { name: 'Up', exact: true }).click();
	await expect(cell).not.toBeFocused();
	await bar.getByRole('button', { name: 'More commands' }).click();
	await expect(page.getByRole('menuitem', { name: 'Run section' })).toBeVisible();
});
