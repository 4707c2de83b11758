import { expect, type Locator, type Page } from '@playwright/test';

export const LESSON = '#/lessons/boston-housing-deploy';

/**
 * The tag of tests that hold time to a bar (also the processor's: where a page gets little of it, messages come to it in
 * heaps) or take what others need. `npm test` runs them by themselves, after all others.
 */
export const ALONE = '@alone';

/** What Playwright itself says where its configuration blocks them. */
const BLOCKED = 'Service Worker registration blocked by Playwright';

/** Collects console errors, warnings and uncaught exceptions; `expectQuiet` fails on any. */
export function listen(page: Page): { expectQuiet(): void } {
	const heard: string[] = [];
	page.on('console', (message) => {
		if (message.text() === BLOCKED) return;
		if (['error', 'warning'].includes(message.type())) heard.push(`${message.type()}: ${message.text()}`);
	});
	page.on('pageerror', (error) => heard.push(`uncaught: ${error.message}`));
	return { expectQuiet: () => expect(heard).toEqual([]) };
}

/** Opens the lesson and waits until its cells can be run. */
export async function openLesson(page: Page): Promise<void> {
	await page.goto(`./${LESSON}`);
	await expect(page.getByRole('button', { name: 'Run all' })).toBeEnabled();
}

/** Waits until the cells far from the window are shown whole too. */
export async function allShown(page: Page): Promise<void> {
	await expect(page.locator('[data-cell] > .stub')).toHaveCount(0, { timeout: 30_000 });
}

/** Waits for the end of «Run all» and returns what the status region says. */
export async function runFinished(page: Page, timeout = 30_000): Promise<string> {
	const status = page.getByRole('status').filter({ hasText: /Run finished/ });
	await expect(status).toBeVisible({ timeout });
	return (await status.innerText()).trim();
}

/** Adds a cell of the learner's own below the last one, types the source and returns the cell. */
export async function addCell(page: Page, source: string): Promise<Locator> {
	await allShown(page);
	const cells = page.getByRole('article');
	const before = await cells.count();
	// By key: editors that come to life above move the button, now and then in the middle of a click.
	await page.getByRole('button', { name: 'Add a cell at the end' }).press('Enter');
	await expect(cells).toHaveCount(before + 1);
	const cell = cells.nth(before);
	await typeInto(page, cell, source);
	return cell;
}

/** Replaces the source of a cell, as a learner who selects all and types. */
export async function typeInto(page: Page, cell: Locator, source: string): Promise<void> {
	await cell.scrollIntoViewIfNeeded();
	await cell.locator('.cm-content').click();
	await page.keyboard.press('ControlOrMeta+a');
	await page.keyboard.insertText(source);
}

/** Runs a cell and waits until it has come to its end. */
export async function runCell(cell: Locator, timeout = 30_000): Promise<void> {
	const button = cell.getByRole('button', { name: 'Run cell' });
	const count = cell.getByRole('img', { name: /^(Run \d+|Not run yet)$/ });
	const before = await count.getAttribute('aria-label');
	await button.click();
	await expect(count).not.toHaveAttribute('aria-label', before ?? '', { timeout });
	await expect(button).toBeEnabled({ timeout });
}

/** The cell whose source contains a text. */
export function cellWith(page: Page, text: string): Locator {
	return page
		.getByRole('article')
		.filter({ hasText: text })
		.filter({ has: page.getByRole('button', { name: 'Run cell' }) });
}

/** The code cells of the page, in order. */
export function codeCells(page: Page): Locator {
	return page.getByRole('article').filter({ has: page.getByRole('button', { name: 'Run cell' }) });
}

/** Opens a tab of the cloud console. */
export async function openTab(page: Page, name: string): Promise<Locator> {
	await page.getByRole('tab', { name }).click();
	return page.getByRole('tabpanel', { name });
}

/** Waits until the page says that everything is stored. */
export async function untilStored(page: Page): Promise<void> {
	await expect(page.getByText('Ready for offline use.')).toBeVisible({ timeout: 30_000 });
}
