import { expect, test, type Page } from '@playwright/test';
import { seriousFindings } from './axe.ts';
import { addCell, cellWith, codeCells, listen, openLesson, runCell, typeInto } from './support.ts';

/** Runs a command from the palette, by a part of its name. */
async function command(page: Page, name: string): Promise<void> {
	await page.keyboard.press('ControlOrMeta+Shift+p');
	const field = page.getByRole('combobox', { name: 'Type a command' });
	await field.fill(name);
	await expect(page.getByRole('option').first()).toContainText(new RegExp(name, 'i'));
	await field.press('Enter');
	await expect(field).toBeHidden();
}

test.describe('text cells', () => {
	test('open with Enter, show maths while one writes, and render with Shift Enter', async ({ page }) => {
		const heard = listen(page);
		await openLesson(page);
		const cell = page.getByRole('article').first();
		await cell.focus();
		await page.keyboard.press('Enter');
		const source = cell.getByRole('textbox', { name: 'Text of cell 1' });
		await expect(source).toBeFocused();
		await page.keyboard.press('ControlOrMeta+a');
		await page.keyboard.insertText('# Loss\n\nIt is $\\frac{1}{n}\\sum e_i^2$ and costs \\$5.\n\n- [x] done');
		await expect(cell.getByRole('group', { name: 'Preview of cell 1' }).locator('.katex')).toBeVisible();
		await page.keyboard.press('Shift+Enter');
		await expect(source).toBeHidden();
		await expect(page.getByRole('article').nth(1)).toBeFocused();
		await expect(cell.getByRole('heading', { name: 'Loss' })).toBeVisible();
		await expect(cell.locator('math mfrac')).toHaveCount(1);
		await expect(cell).toContainText('costs $5.');
		await expect(cell).toContainText('☑ done');
		// The fonts are the page's own, and come when the first formula does.
		const fonts = await page.evaluate(async () => {
			await document.fonts.ready;
			return [...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family);
		});
		expect(fonts.join()).toContain('KaTeX');
		heard.expectQuiet();
	});

	test('open with a double click and close with Escape; what they say can do no harm', async ({ page }) => {
		const heard = listen(page);
		await openLesson(page);
		const cell = page.getByRole('article').first();
		await cell.getByRole('paragraph').first().dblclick();
		await expect(cell.locator('.cm-content')).toBeFocused();
		await page.keyboard.press('ControlOrMeta+a');
		await page.keyboard.insertText(
			'<img src=x onerror="document.title=1"> $\\href{javascript:document.title=2}{x}$ [x](javascript:document.title=3) $\\frac{1}$'
		);
		await page.keyboard.press('Escape');
		await expect(cell).toBeFocused();
		await expect(cell).toContainText('<img src=x');
		await expect(cell).toContainText('Unexpected end of input');
		await expect(cell.locator('a[href], img')).toHaveCount(0);
		heard.expectQuiet();
	});
});

test.describe('find and replace', () => {
	test('marks what it finds in all cells, also in editors that are not there yet', async ({ page }) => {
		await openLesson(page);
		await page.getByRole('article').first().focus();
		await page.keyboard.press('ControlOrMeta+f');
		const bar = page.getByRole('search', { name: 'Find in all cells' });
		await bar.getByRole('textbox', { name: 'Find', exact: true }).fill('predictor');
		await expect(bar).toContainText(/1 of \d+/);
		const count = Number(/of (\d+)/.exec((await bar.textContent()) ?? '')?.[1]);
		expect(count).toBeGreaterThan(2);
		for (let i = 1; i < count; i++) await page.keyboard.press('Enter');
		await expect(bar).toContainText(`${count} of ${count}`);
		await expect(page.locator('.find-current').first()).toBeInViewport();
		await page.keyboard.press('Enter');
		await expect(bar).toContainText(`1 of ${count}`);
		await page.keyboard.press('Shift+Enter');
		await expect(bar).toContainText(`${count} of ${count}`);
		await page.keyboard.press('Escape');
		await expect(bar).toBeHidden();
		await expect(page.locator('.find-match')).toHaveCount(0);
	});

	test('replaces in all cells at once, takes it back at once, and minds groups', async ({ page }) => {
		await openLesson(page);
		const first = await addCell(page, 'const alpha1 = 1;\nconst alpha2 = alpha1;');
		const second = await addCell(page, 'alpha1 + alpha2');
		await page.keyboard.press('ControlOrMeta+Shift+f');
		const bar = page.getByRole('search', { name: 'Find in all cells' });
		await bar.getByRole('button', { name: 'Regular expression' }).click();
		await bar.getByRole('textbox', { name: 'Find', exact: true }).fill('alpha(\\d)');
		await bar.getByRole('textbox', { name: 'Replace with' }).fill('beta_$1');
		await expect(bar).toContainText('of 5');
		await bar.getByRole('button', { name: 'Replace all' }).click();
		await expect(bar).toContainText('5 matches replaced in 2 cells');
		await expect(first.locator('.cm-content')).toContainText('const beta_2 = beta_1;');
		await expect(second.locator('.cm-content')).toHaveText('beta_1 + beta_2');
		await bar.getByRole('button', { name: 'Undo' }).click();
		await expect(second.locator('.cm-content')).toHaveText('alpha1 + alpha2');
		await expect(first.locator('.cm-content')).toContainText('const alpha2 = alpha1;');
	});

	test('explains a bad pattern, and ends one that would take for ever', async ({ page }) => {
		const heard = listen(page);
		await openLesson(page);
		await addCell(page, `const text = '${'a'.repeat(60)}!';`);
		await page.keyboard.press('ControlOrMeta+Shift+f');
		const bar = page.getByRole('search', { name: 'Find in all cells' });
		await bar.getByRole('button', { name: 'Regular expression' }).click();
		const field = bar.getByRole('textbox', { name: 'Find', exact: true });
		await field.fill('(');
		await expect(bar).toContainText('This is no regular expression: Unterminated group');
		await field.fill('(a+)+$');
		await expect(bar).toContainText('This pattern takes too long', { timeout: 6_000 });
		await field.fill('a{60}');
		await expect(bar).toContainText('1 of 1');
		heard.expectQuiet();
	});
});

test('the palette finds commands by a few letters, and runs them on the selected cell', async ({ page }) => {
	await openLesson(page);
	await addCell(page, 'let   a={b:1}\na');
	await page.keyboard.press('ControlOrMeta+k');
	const field = page.getByRole('combobox', { name: 'Type a command' });
	await expect(field).toBeFocused();
	await field.fill('frmtcll');
	const option = page.getByRole('option').first();
	await expect(option).toContainText('Format the cell');
	await expect(option).toHaveAttribute('aria-selected', 'true');
	expect(await field.getAttribute('aria-activedescendant')).toBe(await option.getAttribute('id'));
	await field.press('Enter');
	await expect(codeCells(page).last().locator('.cm-content')).toContainText('let a = { b: 1 };', {
		timeout: 20_000
	});
});

test('the key map lists every command that has keys, and the editor’s', async ({ page }) => {
	await openLesson(page);
	await page.getByRole('article').first().focus();
	await page.keyboard.press('h');
	const dialog = page.getByRole('dialog', { name: 'Keys' });
	await expect(dialog.getByRole('listitem').filter({ hasText: 'Delete cells' })).toContainText('DDDel');
	await expect(dialog.getByRole('heading', { name: 'In the editor of a cell' })).toBeVisible();
	await dialog.getByRole('searchbox').fill('run cell and');
	await expect(dialog.getByRole('listitem')).toHaveCount(2);
	await page.keyboard.press('Escape');
	await page.keyboard.press('Escape');
	await expect(dialog).toBeHidden();
	await expect(page.getByRole('article').first()).toBeFocused();
});

test.describe('the outline', () => {
	test('jumps to sections, follows the reader, and folds', async ({ page }) => {
		await openLesson(page);
		await page.getByRole('button', { name: 'Outline', exact: true }).click();
		const panel = page.getByRole('tabpanel', { name: 'Outline' });
		await panel.getByRole('button', { name: 'Predict', exact: true }).click();
		const heading = page.getByRole('heading', { name: 'Predict', exact: true });
		await expect(heading).toBeInViewport();
		await expect(panel.locator('[aria-current=location]')).toHaveText('Predict');
		const cells = await page.getByRole('article').count();
		await panel.getByRole('button', { name: 'Fold section Predict', exact: true }).click();
		await expect(heading).toBeVisible();
		await expect(page.getByRole('button', { name: /cells? folded/ })).toBeVisible();
		const left = await page.getByRole('article').count();
		expect(left).toBeLessThan(cells);
		// The arrows step over what is folded.
		await page.getByRole('article').filter({ has: heading }).focus();
		await page.keyboard.press('ArrowDown');
		await expect(
			page
				.getByRole('article')
				.filter({ has: page.locator(':focus') })
				.or(page.locator('article:focus'))
		).toHaveCount(1);
		await expect(page.getByRole('article')).toHaveCount(left);
		await page.keyboard.press('ArrowUp');
		await page.keyboard.press('ArrowRight');
		await expect(page.getByRole('article')).toHaveCount(cells);
	});

	test('tells of a section in which a cell failed', async ({ page }) => {
		await openLesson(page);
		const cell = await addCell(page, 'throw new Error("no")');
		await page.keyboard.press('Escape');
		await runCell(cell);
		await command(page, 'Outline');
		await expect(page.getByRole('tabpanel', { name: 'Outline' }).getByText('1 failed').first()).toBeVisible();
	});

	test('is a drawer on a phone, which closes after a jump', async ({ page }) => {
		await page.setViewportSize({ width: 390, height: 844 });
		await openLesson(page);
		await page.getByRole('button', { name: 'Outline', exact: true }).click();
		const drawer = page.getByRole('dialog', { name: 'Notebook panel' });
		await drawer.getByRole('button', { name: 'Deploy', exact: true }).click();
		await expect(drawer).toBeHidden();
		await expect(page.getByRole('heading', { name: 'Deploy', exact: true })).toBeInViewport();
	});
});

test('the variables panel shows what cells define, and calls none of their code', async ({ page }) => {
	const heard = listen(page);
	await openLesson(page);
	await command(page, 'Variables');
	const panel = page.getByRole('tabpanel', { name: 'Variables' });
	await expect(panel).toContainText('No variables yet');
	const cell = await addCell(
		page,
		[
			'let calls = 0;',
			'const rows = [{ a: 1, b: 2 }, { a: 3, b: 4 }];',
			'const sly = new Proxy({ get x() { calls++; return 1 } }, { get() { calls++ }, ownKeys() { calls++; return [] }, getPrototypeOf() { calls++; return null } });',
			'const open = { get y() { calls++; return 1 } };',
			'const weights = new Float32Array(1000);'
		].join('\n')
	);
	await page.keyboard.press('Escape');
	await runCell(cell);
	const line = (name: string) => panel.getByRole('listitem').filter({ hasText: new RegExp(`^\\s*${name}`) });
	await expect(line('rows')).toContainText('Array 2 × 2');
	await expect(line('weights')).toContainText('1,000 numbers');
	await expect(line('sly')).toContainText('Proxy');
	await typeInto(page, cell, 'calls');
	await page.keyboard.press('Escape');
	await runCell(cell);
	await expect(cell.getByRole('group', { name: /^Output of cell/ })).toHaveText(/^\s*0\s*$/);
	await panel.getByRole('searchbox').fill('row');
	await expect(panel.getByRole('listitem')).toHaveCount(1);
	heard.expectQuiet();
});

test('the variables panel leads to the defining cell', async ({ page }) => {
	await openLesson(page);
	const cell = await addCell(page, 'const here = 1');
	await page.keyboard.press('Escape');
	await runCell(cell);
	await page.getByRole('article').first().focus();
	await command(page, 'Variables');
	await page.getByRole('button', { name: /^Go to cell \d+, which defines here/ }).click();
	await expect(cell).toBeFocused();
});

test.describe('the formatter', () => {
	test('keeps the cursor, and leaves code that cannot be read', async ({ page }) => {
		const heard = listen(page);
		await openLesson(page);
		const cell = await addCell(page, 'const   x={a:1,"b":2}\nx');
		await page.keyboard.press('Home');
		await page.keyboard.press('ArrowUp');
		await page.keyboard.press('End');
		await page.keyboard.press('Shift+Alt+F');
		await expect(cell.locator('.cm-line').first()).toHaveText('const x = { a: 1, b: 2 };', {
			timeout: 20_000
		});
		await expect(cell.locator('.cm-line').nth(1)).toHaveText('x');
		await page.keyboard.type('/*here*/');
		await expect(cell.locator('.cm-line').first()).toContainText('/*here*/');
		await typeInto(page, cell, 'const = 1');
		await page.keyboard.press('Shift+Alt+F');
		await expect(page.getByText(/Left as they are, since they have syntax errors: cell \d+/)).toBeVisible();
		await expect(cell.locator('.cm-content')).toHaveText('const = 1');
		heard.expectQuiet();
	});

	test('formats all cells as one change that one undo takes back', async ({ page }) => {
		await openLesson(page);
		const cell = await addCell(page, 'let   q  =  1');
		await page.keyboard.press('Escape');
		await command(page, 'Format all cells');
		await expect(page.getByText(/\d+ cells formatted/)).toBeVisible({ timeout: 20_000 });
		await expect(cell.locator('.cm-content')).toHaveText('let q = 1;');
		await cell.focus();
		await page.keyboard.press('z');
		await expect(cellWith(page, 'let   q  =  1')).toHaveCount(1);
	});
});

for (const { name, width, colorScheme } of [
	{ name: 'a wide light window', width: 1280, colorScheme: 'light' },
	{ name: 'a dark phone', width: 390, colorScheme: 'dark' }
] as const) {
	test(`axe finds nothing serious in any tool in ${name}`, async ({ page }) => {
		await page.setViewportSize({ width, height: 844 });
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		await openLesson(page);
		await page.getByRole('article').first().focus();
		await page.keyboard.press('Enter');
		await expect(page.getByRole('textbox', { name: 'Text of cell 1' })).toBeFocused();
		await page.keyboard.insertText('$x^2$ and $\\frac{1}$ ');
		await expect(page.locator('.maths-error').first()).toBeVisible();
		expect(await seriousFindings(page), 'text cell').toEqual([]);
		await page.keyboard.press('Escape');
		await page.keyboard.press('ControlOrMeta+f');
		const field = page.getByRole('textbox', { name: 'Find', exact: true });
		await field.fill('predictor');
		await expect(page.locator('.find-current').first()).toBeVisible();
		expect(await seriousFindings(page), 'find').toEqual([]);
		await field.press('Escape');
		await page.getByRole('button', { name: 'Outline', exact: true }).click();
		await expect(page.getByRole('tabpanel').getByRole('listitem').first()).toBeVisible();
		expect(await seriousFindings(page), 'outline').toEqual([]);
		await page.getByRole('tab', { name: 'Variables' }).click();
		await expect(page.getByRole('searchbox', { name: 'Filter variables' })).toBeVisible();
		expect(await seriousFindings(page), 'variables').toEqual([]);
		await page.getByRole('button', { name: 'Close panel' }).click();
		await page.getByRole('button', { name: 'Command palette' }).click();
		await expect(page.getByRole('option').first()).toBeVisible();
		expect(await seriousFindings(page), 'palette').toEqual([]);
		await page.keyboard.press('Escape');
		await command(page, 'Show the keys');
		await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
		expect(await seriousFindings(page), 'keys').toEqual([]);
	});
}
