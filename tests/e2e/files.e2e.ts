import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { expect, test, type Download, type Page } from '@playwright/test';
import { breachesOf } from '../support/nbformat-rules.ts';
import { askNbformat, hasNbformat } from '../support/python-nbformat.ts';
import { codeCells, listen, openLesson, runCell } from './support.ts';

const FOREIGN = 'tests/golden/ipynb/two-spaces.ipynb';

async function textOf(download: Download): Promise<string> {
	return readFileSync(await download.path(), 'utf8');
}

/** Chooses an entry of the menu «File» and waits for the file that it gives. */
async function downloadBy(page: Page, entry: string): Promise<Download> {
	await page.getByRole('button', { name: 'File', exact: true }).click();
	const coming = page.waitForEvent('download');
	await page.getByRole('menuitem', { name: entry }).click();
	return coming;
}

/** Takes files in on the first page. */
async function bringIn(
	page: Page,
	files: Parameters<ReturnType<Page['locator']>['setInputFiles']>[0]
): Promise<void> {
	await page.locator('input[type=file]').setInputFiles(files);
}

test('a notebook that was run is downloaded, valid, and comes back whole', async ({ page }) => {
	const quiet = listen(page);
	await openLesson(page);
	await runCell(codeCells(page).first());
	const download = await downloadBy(page, 'Download as Jupyter notebook');
	expect(download.suggestedFilename()).toMatch(/\.ipynb$/);
	const text = await textOf(download);
	expect(breachesOf(text)).toEqual([]);
	if (hasNbformat) expect(askNbformat([text])).toBe('');
	expect(text).toContain('"execution_count": 1');

	await page.goto('./');
	await bringIn(
		page,
		await download.path().then((path) => ({
			name: download.suggestedFilename(),
			mimeType: 'application/json',
			buffer: readFileSync(path)
		}))
	);
	await expect(page).toHaveURL(/#\/notebooks\//);
	await expect(page.getByRole('article').first()).toBeVisible();
	const again = await textOf(await downloadBy(page, 'Download as Jupyter notebook'));
	expect(again).toBe(text);
	quiet.expectQuiet();
});

test('a notebook from elsewhere is shown, and written back byte for byte', async ({ page }) => {
	const quiet = listen(page);
	await page.goto('./');
	await bringIn(page, FOREIGN);
	await expect(page.getByRole('heading', { name: 'A foreign notebook' }).first()).toBeVisible();
	await expect(page.getByRole('article')).toHaveCount(5);
	const download = await downloadBy(page, 'Download as Jupyter notebook');
	expect(await textOf(download)).toBe(readFileSync(FOREIGN, 'utf8'));
	quiet.expectQuiet();
});

test('a file that is dropped onto the page is opened', async ({ page }) => {
	await page.goto('./');
	const data = await page.evaluateHandle(() => {
		const transfer = new DataTransfer();
		transfer.items.add(new File(['# Dropped\n\ntext\n'], 'dropped.md', { type: 'text/markdown' }));
		return transfer;
	});
	await page.dispatchEvent('main', 'dragenter', { dataTransfer: data });
	await expect(page.getByText('Drop notebooks here to open them')).toBeVisible();
	await page.dispatchEvent('main', 'drop', { dataTransfer: data });
	await expect(page.getByRole('heading', { name: 'Dropped' }).first()).toBeVisible();
});

test('a file that is no notebook is refused in words', async ({ page }) => {
	await page.goto('./');
	await bringIn(page, {
		name: 'broken.ipynb',
		mimeType: 'application/json',
		buffer: Buffer.from('{"nbformat":9}')
	});
	await expect(page.getByText('broken.ipynb is of nbformat 9; known are 3 and 4.')).toBeVisible();
	await expect(page).not.toHaveURL(/notebooks/);
});

test('a link carries a notebook into another browser', async ({ page, browser, context }) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await page.goto('./');
	await bringIn(page, FOREIGN);
	await expect(page.getByRole('article')).toHaveCount(5);
	await page.getByRole('button', { name: 'File', exact: true }).click();
	await page.getByRole('menuitem', { name: 'Copy link' }).click();
	await expect(page.getByText(/^Link copied\./)).toBeVisible();
	const address = await page.evaluate(() => navigator.clipboard.readText());
	expect(address).toContain('#nb=');

	const elsewhere = await browser.newContext();
	const other = await elsewhere.newPage();
	const quiet = listen(other);
	await other.goto(address);
	await expect(other).toHaveURL(/#\/notebooks\//);
	await expect(other.getByRole('heading', { name: 'A foreign notebook' }).first()).toBeVisible();
	await expect(other.getByRole('article')).toHaveCount(5);
	// The same link once more leads to the same notebook.
	const first = other.url();
	await other.goto('about:blank');
	await other.goto(address);
	await expect(other).toHaveURL(first);
	quiet.expectQuiet();
	await elsewhere.close();
});

test('a link that was cut off is refused in words', async ({ page }) => {
	await page.goto('./#nb=7VZtb9s2EP');
	await expect(page.getByRole('alert')).toContainText('A link to a notebook');
	await expect(page.getByRole('alert')).toContainText('Ask for the whole link');
});

test('an exported page stands alone: no script runs in it, and nothing is loaded', async ({
	page,
	browser
}, info) => {
	await openLesson(page);
	await runCell(codeCells(page).first());
	const text = await textOf(await downloadBy(page, 'Download as HTML'));
	expect(text).not.toMatch(/<script/i);
	// As if something had got past the sanitiser.
	const asked: string[] = [];
	const server = createServer((request, response) => {
		asked.push(request.url ?? '');
		response.end();
	}).listen(0);
	const { port } = server.address() as AddressInfo;
	const hostile = `<img src="http://127.0.0.1:${port}/x.png"><style>body{background:url(http://127.0.0.1:${port}/y)}</style><script>document.title = "run"</script>`;
	const path = info.outputPath('hostile.html');
	writeFileSync(path, text.replace('</main>', `${hostile}</main>`));
	const alone = await browser.newPage();
	await alone.goto(pathToFileURL(path).href);
	await expect(alone.getByRole('heading').first()).toBeVisible();
	await expect(alone).not.toHaveTitle('run');
	expect(asked).toEqual([]);
	await alone.close();
	server.close();
});

test('is printed as a page of its own, without the page around it', async ({ page }) => {
	const quiet = listen(page);
	await openLesson(page);
	await page.getByRole('button', { name: 'File', exact: true }).click();
	await page.getByRole('menuitem', { name: 'Print' }).click();
	const printed = page.frameLocator('iframe.print-page');
	await expect(printed.locator('section.code').first()).toBeAttached();
	await expect(printed.locator('button')).toHaveCount(0);
	quiet.expectQuiet();
});

test('everything comes back from one archive in another browser', async ({ page, browser }) => {
	await page.goto('./');
	await bringIn(page, [FOREIGN, 'lessons/boston-housing-deploy/index.md']);
	await expect(page.getByText(/^Opened: 2 notebooks/)).toBeVisible();
	const coming = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Download everything as zip' }).click();
	const archive = await coming;
	expect(archive.suggestedFilename()).toMatch(/^sagebrush-\d{4}-\d\d-\d\d\.zip$/);

	const elsewhere = await browser.newContext();
	const other = await elsewhere.newPage();
	await other.goto(page.url());
	await bringIn(other, {
		name: 'all.zip',
		mimeType: 'application/zip',
		buffer: readFileSync(await archive.path())
	});
	await expect(other.getByText(/^Opened: 2 notebooks/)).toBeVisible();
	await expect(other.getByRole('link', { name: /A foreign notebook/ })).toBeVisible();
	await elsewhere.close();
});
