import { expect, test, type Page } from '@playwright/test';
import { listen, typeInto } from './support.ts';

async function newNotebook(page: Page): Promise<string> {
	await page.goto('./');
	await page.getByRole('button', { name: 'New notebook' }).click();
	await expect(page.getByRole('button', { name: 'Run all' })).toBeEnabled();
	return page.url();
}

/** A second tab: the account stays in the first, and here the learner only reads. */
async function readAlong(page: Page, address: string): Promise<void> {
	await page.goto(address);
	await page.getByRole('button', { name: 'Just read here' }).click();
	await expect(page.getByText(/open in another tab, which writes it/)).toBeVisible();
}

test('the second tab reads along live, changes nothing, and takes over with one button', async ({
	context
}) => {
	const first = await context.newPage();
	const console = listen(first);
	const address = await newNotebook(first);
	await typeInto(first, first.getByRole('article').first(), 'const a = 1');
	const second = await context.newPage();
	await readAlong(second, address);

	await typeInto(first, first.getByRole('article').first(), 'const a = 2');
	await expect(second.getByRole('article').first()).toContainText('const a = 2');
	await second.getByRole('article').first().locator('.cm-content').click();
	await second.keyboard.insertText('not this');
	await second.getByRole('button', { name: 'Run cell' }).click();
	await expect(second.getByRole('article').first()).not.toContainText('not this');
	await expect(second.getByRole('img', { name: 'Not run yet' })).toBeVisible();

	await typeInto(first, first.getByRole('article').first(), 'const a = 3');
	await second.getByRole('button', { name: 'Write here instead' }).click();
	await expect(second.getByRole('article').first()).toContainText('const a = 3');
	await expect(first.getByText(/Another tab writes this notebook now/)).toBeVisible();
	await typeInto(second, second.getByRole('article').first(), 'const a = 4');
	await expect(first.getByRole('article').first()).toContainText('const a = 4');

	await second.close();
	await expect(first.getByText(/Another tab writes/)).toHaveCount(0);
	await typeInto(first, first.getByRole('article').first(), 'const a = 5');
	await expect(first.getByText(/^Saved /)).toBeVisible();
	await first.waitForTimeout(1000);
	await first.reload();
	await expect(first.getByRole('article').first()).toContainText('const a = 5');
	console.expectQuiet();
});

test('a notebook from a file opens inert, runs once it is trusted, and is known again', async ({ page }) => {
	const console = listen(page);
	const html = '<h1 id="planted">Planted</h1>';
	const output = {
		output_type: 'display_data',
		data: { 'text/html': html, 'text/plain': 'plain form' },
		metadata: {}
	};
	const cell = {
		cell_type: 'code',
		id: 'a',
		source: '6 * 7',
		metadata: {},
		outputs: [output],
		execution_count: 1
	};
	const metadata = {
		kernelspec: { name: 'sagebrush-typescript', display_name: 'TypeScript', language: 'typescript' }
	};
	const text = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells: [cell] });
	const bring = async (): Promise<void> => {
		await page.goto('./');
		const file = { name: 'strange.ipynb', mimeType: 'application/json', buffer: Buffer.from(text) };
		await page.locator('input[type=file]').setInputFiles(file);
		await expect(page).toHaveURL(/#\/notebooks\//);
	};
	await bring();
	const article = page.getByRole('article').first();
	await expect(page.getByText(/came from a file/)).toBeVisible();
	await expect(article).toContainText('plain form');
	await expect(page.getByText('Planted')).toHaveCount(0);
	await article.getByRole('button', { name: 'Run cell' }).click();
	await page.waitForTimeout(500);
	await expect(article).not.toContainText('42');
	await page.getByRole('button', { name: 'I trust it' }).click();
	await expect(page.getByText(/came from a file/)).toHaveCount(0);
	await article.getByRole('button', { name: 'Run cell' }).click();
	await expect(article).toContainText('42');

	await bring();
	await expect(page.getByRole('button', { name: 'Run all' })).toBeEnabled();
	await expect(page.getByText(/came from a file/)).toHaveCount(0);
	console.expectQuiet();
});

test('a version is kept, compared and gone back to', async ({ page }) => {
	const console = listen(page);
	await newNotebook(page);
	const cell = page.getByRole('article').first();
	await typeInto(page, cell, 'const first = 1');
	await page.getByRole('button', { name: 'File', exact: true }).click();
	await page.getByRole('menuitem', { name: 'Versions…' }).click();
	const dialog = page.getByRole('dialog', { name: 'Versions of this notebook' });
	await dialog.getByRole('textbox', { name: 'Name of this version' }).fill('The first');
	await dialog.getByRole('button', { name: 'Keep this version' }).click();
	await expect(dialog.getByRole('button', { name: /The first/ })).toBeVisible();
	await dialog.getByRole('button', { name: 'Close' }).click();
	await typeInto(page, cell, 'const second = 2');
	await page.getByRole('button', { name: 'File', exact: true }).click();
	await page.getByRole('menuitem', { name: 'Versions…' }).click();
	await dialog.getByRole('button', { name: /The first/ }).click();
	await expect(dialog.getByRole('group', { name: 'Cell 1: changed since' })).toContainText(
		'const second = 2'
	);
	await dialog.getByRole('button', { name: 'Go back to this version' }).click();
	await expect(cell).toContainText('const first = 1');
	await page.waitForTimeout(500);
	await page.reload();
	await expect(cell).toContainText('const first = 1');
	console.expectQuiet();
});

test('erasing all data leaves nothing of the learner behind', async ({ page }) => {
	await newNotebook(page);
	await typeInto(page, page.getByRole('article').first(), 'const mine = 1');
	await expect(page.getByText(/^Saved /)).toBeVisible();
	await page.getByRole('button', { name: 'Settings' }).click();
	await page.getByRole('button', { name: 'Erase all my data' }).click();
	const dialog = page.getByRole('dialog', { name: 'Erase all your data?' });
	await dialog.getByRole('button', { name: 'Erase all my data' }).click();
	await expect(page.getByText(/Nothing of your own yet/)).toBeVisible();
	const copies = await page.evaluate(async () => {
		const opening = indexedDB.open('sagebrush-documents');
		await new Promise((resolve) => (opening.onsuccess = resolve));
		const counting = opening.result.transaction('entries').objectStore('entries').count();
		await new Promise((resolve) => (counting.onsuccess = resolve));
		return counting.result;
	});
	expect(copies).toBe(0);
});
