import { expect, test, type Locator, type Page } from '@playwright/test';
import { addCell, codeCells, listen, runCell, typeInto } from './support.ts';

/** Opens a notebook of the learner's own and returns a way to run a source in a new cell of it. */
async function openNotebook(page: Page): Promise<(source: string) => Promise<Locator>> {
	await page.goto('./');
	await page.getByRole('button', { name: 'New notebook' }).click();
	await expect(page.getByRole('button', { name: 'Run all' })).toBeEnabled();
	let isFirst = true;
	return async (source) => {
		const cell = isFirst ? codeCells(page).first() : await addCell(page, source);
		if (isFirst) await typeInto(page, cell, source);
		isFirst = false;
		await runCell(cell);
		return cell;
	};
}

const outputOf = (cell: Locator): Locator => cell.getByRole('group', { name: /^Output of cell/ });
const row = (cell: Locator, name: RegExp | string): Locator => cell.getByRole('treeitem', { name }).first();

test('a tree is opened in the kernel, by mouse and keyboard, and stays open when its cell runs again', async ({
	page
}) => {
	const { expectQuiet } = listen(page);
	const run = await openNotebook(page);
	const cell = await run(
		'({ deep: { a: { b: { c: { d: "the bottom" } } } }, list: Array.from({ length: 250 }, (_, i) => i), get lazy() { return "called"; } })'
	);
	for (const key of ['deep', 'a', 'b', 'c']) await row(cell, new RegExp(`^${key}:`)).click();
	await expect(row(cell, /the bottom/)).toBeVisible();
	await row(cell, /^lazy/).click();
	await expect(row(cell, "lazy: 'called'")).toBeVisible();

	await row(cell, /^deep/).focus();
	await page.keyboard.press('ArrowLeft');
	await expect(row(cell, /^deep/)).toHaveAttribute('aria-expanded', 'false');
	await page.keyboard.press('l');
	await expect(row(cell, /^list/)).toBeFocused();
	await page.keyboard.press('ArrowRight');
	await expect(row(cell, /^99: 99/)).toBeVisible();
	await row(cell, /^Show 100 more/).click();
	await expect(row(cell, /^199: 199/)).toBeVisible();
	await row(cell, /^list/).click();

	await row(cell, /^deep/).click();
	await expect(row(cell, /the bottom/)).toBeVisible();
	await runCell(cell);
	await expect(row(cell, /the bottom/)).toBeVisible();

	await page
		.getByRole('button', { name: /^Restart/ })
		.first()
		.click();
	await expect(page.getByRole('status').filter({ hasText: /restarted/i })).toBeVisible();
	await row(cell, /^list/).click();
	await expect(cell.getByText(/the kernel no longer has/i).first()).toBeVisible();
	expectQuiet();
});

test('the console has levels, types, counts and groups', async ({ page }) => {
	const { expectQuiet } = listen(page);
	const run = await openNotebook(page);
	const cell = await run(
		`for (let i = 0; i < 5000; i++) console.log('again');
		console.warn('careful', { why: 1 }); console.group('outer'); console.log('inside'); console.groupEnd();
		console.groupCollapsed('folded'); console.log('unseen'); console.groupEnd();`
	);
	const log = cell.getByRole('log');
	await expect(log.getByText('again')).toHaveCount(1);
	await expect(log.getByTitle('Said 5,000 times')).toBeVisible();
	await expect(log.getByText('warning')).toBeVisible();
	await row(log, /^Object/).click();
	await expect(row(log, 'why: 1')).toBeVisible();
	await expect(log.getByText('unseen')).toHaveCount(0);
	await log.getByRole('button', { name: 'Unfold group' }).click();
	await expect(log.getByText('unseen')).toBeVisible();
	await log.getByRole('button', { name: 'Fold group' }).first().click();
	await expect(log.getByText('inside')).toHaveCount(0);
	expectQuiet();
});

test('a million rows are sorted, filtered, paged and downloaded while the page answers', async ({ page }) => {
	test.setTimeout(120_000);
	const run = await openNotebook(page);
	const cell = await run(
		"Array.from({ length: 1e6 }, (_, i) => ({ i, city: ['Berlin', 'Bonn', 'Ulm'][i % 3], x: i % 10 ? Math.sin(i) : null }))"
	);
	const table = cell.getByRole('region', { name: 'Table, 1,000,000 rows' });
	await expect(table.getByRole('img')).toHaveCount(2, { timeout: 60_000 });
	await expect(table.getByText('100,000 missing')).toBeVisible();

	await table.getByRole('button', { name: 'i', exact: true }).click();
	await table.getByRole('button', { name: 'i', exact: true }).click();
	await expect(table.getByRole('cell', { name: '999999', exact: true })).toBeVisible({ timeout: 30_000 });
	await cell.getByRole('button', { name: 'Filter' }).click();
	await cell.getByLabel('city: contains').fill('ulm');
	await cell.getByLabel('i: to').fill('29');
	await expect(cell.getByText('Rows 1–10 of 10 that match, 1,000,000 in all')).toBeVisible({
		timeout: 30_000
	});
	await expect(table.getByRole('cell').first()).toHaveText('29');

	const [download] = await Promise.all([
		page.waitForEvent('download'),
		cell.getByRole('button', { name: 'Download CSV' }).click()
	]);
	const stream = await download.createReadStream();
	let text = '';
	for await (const part of stream) text += String(part);
	expect(text.split('\r\n').slice(0, 2)).toEqual(['i,city,x', `29,Ulm,${Math.sin(29)}`]);
	expect(text.trimEnd().split('\r\n')).toHaveLength(11);
});

test('a chart draws in the worker, tells its points, and can be kept', async ({ page }) => {
	const { expectQuiet } = listen(page);
	const run = await openNotebook(page);
	const cell = await run(
		`import * as Plot from '@observablehq/plot';
		Plot.plot({ caption: 'Growth', color: { legend: true, scheme: 'viridis' }, marks: [Plot.dot([{ day: 1, cm: 2 }, { day: 2, cm: 5 }, { day: 3, cm: 9 }], { x: 'day', y: 'cm', fill: 'cm', r: 8 })] })`
	);
	const chart = cell.getByRole('region', { name: 'Growth' });
	await expect(chart.locator('circle')).toHaveCount(3);
	await expect(chart.locator('image')).toHaveCount(1);
	await chart.locator('circle').nth(1).hover();
	await expect(outputOf(cell).getByText('day 2')).toBeVisible();
	await page.mouse.move(0, 0);
	await expect(outputOf(cell).getByText('day 2')).toHaveCount(0);
	await chart.focus();
	await page.keyboard.press('End');
	await expect(outputOf(cell).getByText('cm 9')).toBeVisible();
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		cell.getByRole('button', { name: 'Save PNG' }).click()
	]);
	expect(download.suggestedFilename()).toBe('chart.png');
	expectQuiet();
});

test('rasters and ramps are painted in the worker', async ({ page }) => {
	const { expectQuiet } = listen(page);
	const run = await openNotebook(page);
	const cell = await run(
		`import * as Plot from '@observablehq/plot';
		Plot.plot({ color: { legend: true }, marks: [Plot.raster({ fill: (x, y) => Math.sin(x * 6) * y, x1: 0, x2: 1, y1: 0, y2: 1 })] })`
	);
	const images = outputOf(cell).locator('image');
	await expect(images).toHaveCount(2);
	const sizes = await images.evaluateAll((all) =>
		Promise.all(
			all.map(async (one) => {
				const picture = new Image();
				picture.src =
					one.getAttribute('href') ?? one.getAttributeNS('http://www.w3.org/1999/xlink', 'href') ?? '';
				await picture.decode();
				return picture.naturalWidth > 100;
			})
		)
	);
	expect(sizes).toEqual([true, true]);
	expectQuiet();
});

test('pictures, progress, arrays and handles are shown as what they are', async ({ page }) => {
	const { expectQuiet } = listen(page);
	const run = await openNotebook(page);
	const cell = await run(
		`import { progress } from 'sagebrush';
		const canvas = new OffscreenCanvas(60, 40); canvas.getContext('2d').fillRect(5, 5, 20, 20);
		display(canvas, { alt: 'A black square' }); display(await canvas.convertToBlob());
		for (const one of progress([1, 2, 3], { label: 'Counting' })) await new Promise((y) => setTimeout(y, 10));
		const handle = display('first'); handle.update('second'); display('never').remove();
		Float32Array.from({ length: 1000 }, (_, i) => i)`
	);
	await expect(cell.getByRole('img', { name: 'A black square' })).toHaveJSProperty('naturalWidth', 60);
	await expect(cell.getByRole('img', { name: 'Picture from the cell, 60 × 40 pixels' })).toBeVisible();
	const bar = cell.getByRole('progressbar', { name: 'Counting' });
	await expect(bar).toHaveAttribute('aria-valuenow', '3');
	await expect(bar).toHaveAttribute('aria-valuetext', /^100 %/);
	await expect(outputOf(cell).getByText("'second'")).toBeVisible();
	await expect(outputOf(cell).getByText("'never'")).toHaveCount(0);
	await expect(cell.getByRole('img', { name: 'Histogram from 0 to 999' })).toBeVisible();
	expectQuiet();
});

test('a long output is seen while it grows, and says what it leaves out', async ({ page }) => {
	const run = await openNotebook(page);
	const cell = await run('0');
	await typeInto(
		page,
		cell,
		`for (let i = 0; i < 4000; i++) console.log('line', i);
		await new Promise((y) => setTimeout(y, 4000));
		for (let i = 4000; i < 40000; i++) console.log('line', i);`
	);
	await cell.getByRole('button', { name: 'Run cell' }).click();
	await expect(outputOf(cell).getByText('3999')).toBeVisible({ timeout: 15_000 });
	await expect(cell.getByText(/lines were left out here/)).toBeVisible({ timeout: 30_000 });
	await expect(outputOf(cell).getByText('39999')).toBeVisible();
	await cell
		.getByRole('button', { name: /earlier lines/ })
		.last()
		.click();
	await expect(cell.getByText('39700')).toBeAttached();
});

test('an error shows its line, the place, the chain of causes and leads back', async ({ page }) => {
	const run = await openNotebook(page);
	const cell = await run("const a = 1;\nthrow new Error('outer', { cause: new TypeError('inner') });");
	const card = cell.getByRole('group', { name: 'Error Error' });
	await expect(card.locator('mark')).toHaveText('new');
	await expect(card.getByRole('list', { name: 'What led to it' })).toContainText('TypeError: inner');
	await card.getByRole('button', { name: 'Go to line 2' }).click();
	await expect(cell.locator('.cm-content')).toBeFocused();
});
