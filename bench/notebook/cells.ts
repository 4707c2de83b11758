import type { Browser, Page } from '@playwright/test';
import { median, row, type Row } from './row.ts';

const TYPED = 'interface Point { x: number; y: number }\nconst p: Point = { x: 1, y: 2 };\np.x + p.y';
const ENDLESS = 'let n = 0;\nwhile (true) n++';
/** How long the endless loop is left alone before it is stopped, ms. */
const LET_RUN_MS = 600;

/** After this long a fresh page has stored itself for offline use and its types have woken, ms. */
const REST_MS = 6_000;
const WARM_RUNS = 9;

/**
 * The first run of a TypeScript cell in a fresh page, its later runs in a page that has come to rest, and how soon a
 * tight loop stops. Medians over fresh profiles.
 */
export async function measureCells(
	browser: Browser,
	address: string,
	times: number
): Promise<readonly Row[]> {
	const [cold, warm, stop]: [number[], number[], number[]] = [[], [], []];
	for (let i = 0; i < times; i++) {
		const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' });
		const page = await context.newPage();
		await openOwn(page, address);
		await write(page, 0, TYPED);
		cold.push(await clickToEnd(page, 0));
		await page.waitForTimeout(REST_MS);
		await clickToEnd(page, 0);
		for (let run = 0; run < WARM_RUNS; run++) warm.push(await clickToEnd(page, 0));
		stop.push(await measureStop(page));
		await context.close();
	}
	return [
		row('first TypeScript cell, cold', 'ms', median(cold), 400),
		row('TypeScript cell, warm', 'ms', median(warm), 20),
		row('stop of a tight loop, variables kept', 'ms', median(stop), 150)
	];
}

async function openOwn(page: Page, address: string): Promise<void> {
	await page.goto(address);
	await page.getByRole('button', { name: 'New notebook' }).click();
	await page.locator('header .status.idle').waitFor();
	await page.locator('[data-cell]').first().waitFor();
}

async function write(page: Page, cell: number, source: string): Promise<void> {
	await page.locator('[data-cell] .cm-content').nth(cell).click();
	await page.keyboard.press('ControlOrMeta+a');
	await page.keyboard.insertText(source);
	await page.keyboard.press('Escape');
}

/** From the click on «Run cell» until the page shows that it has ended, in the page's own time. */
function clickToEnd(page: Page, cell: number): Promise<number> {
	return page.evaluate(async (at) => {
		const article = document.querySelectorAll('[data-cell]')[at]!;
		const count = article.querySelector('.count')!;
		const button = article.querySelector<HTMLButtonElement>('[aria-label="Run cell"]')!;
		const before = count.getAttribute('aria-label');
		const ended = new Promise<void>((resolve) => {
			const look = (): void => {
				if (count.getAttribute('aria-label') === before || button.disabled) return;
				observer.disconnect();
				resolve();
			};
			const observer = new MutationObserver(look);
			observer.observe(article, { attributes: true, childList: true, characterData: true, subtree: true });
		});
		const start = performance.now();
		button.click();
		await ended;
		return performance.now() - start;
	}, cell);
}

async function measureStop(page: Page): Promise<number> {
	await page.getByRole('button', { name: 'Add a cell at the end' }).click();
	await write(page, 1, ENDLESS);
	const took = await page.evaluate(async (letRun) => {
		const article = document.querySelectorAll('[data-cell]')[1]!;
		const frame = article.querySelector('.frame')!;
		const until = (status: string): Promise<void> =>
			new Promise((resolve) => {
				const look = (): void => {
					if (!frame.classList.contains(status)) return;
					observer.disconnect();
					resolve();
				};
				const observer = new MutationObserver(look);
				observer.observe(frame, { attributes: true });
				look();
			});
		article.querySelector<HTMLButtonElement>('[aria-label="Run cell"]')!.click();
		await until('running');
		await new Promise((resolve) => setTimeout(resolve, letRun));
		const stop = [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === 'Stop')!;
		const start = performance.now();
		stop.click();
		await until('aborted');
		return performance.now() - start;
	}, LET_RUN_MS);
	await write(page, 0, 'n > 0 && p.y === 2');
	await clickToEnd(page, 0);
	const kept = await page.locator('[data-cell]').first().innerText();
	if (!kept.includes('true')) throw new Error('The variables are gone after a stop.');
	return took;
}
