import type { Browser, Page } from '@playwright/test';
import { median, row, type Row } from './row.ts';

const CELLS = 300;

/** How soon a notebook of 300 cells opens, and the longest task while it is scrolled from end to end. */
export async function measureLongNotebook(
	browser: Browser,
	address: string,
	times: number
): Promise<readonly Row[]> {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' });
	const page = await context.newPage();
	await page.goto(address);
	const file = { name: 'long.ipynb', mimeType: 'application/json', buffer: Buffer.from(longNotebook()) };
	await page.locator('input[type=file]').first().setInputFiles(file);
	await page.waitForURL(/#\/notebooks\//);
	await page
		.locator('[data-cell]')
		.nth(CELLS - 1)
		.waitFor({ state: 'attached', timeout: 60_000 });
	await page.addInitScript(noteOpening, CELLS);
	const [opened, longest]: [number[], number[]] = [[], []];
	for (let i = 0; i < times; i++) {
		await page.reload();
		const noted = await page.waitForFunction(() => (globalThis as { opened?: number }).opened);
		opened.push((await noted.jsonValue()) as number);
		await page.waitForTimeout(1_500);
		longest.push(await longestTaskWhileScrolling(page));
	}
	await context.close();
	return [
		row(`notebook of ${CELLS} cells opens`, 'ms', median(opened), 1000),
		row(`longest task while scrolling ${CELLS} cells`, 'ms', median(longest), 100)
	];
}

function longNotebook(): string {
	const cells = Array.from({ length: CELLS }, (_, i) => {
		const source =
			i % 3 === 0 ? `## Part ${i}\n\nSome words on **part ${i}**, with a list:\n\n- one\n- two` : codeOf(i);
		const shared = { id: `c${i}`, metadata: {}, source };
		if (i % 3 === 0) return { cell_type: 'markdown', ...shared };
		return { cell_type: 'code', ...shared, execution_count: null, outputs: [] };
	});
	const kernelspec = { name: 'sagebrush-typescript', display_name: 'TypeScript', language: 'typescript' };
	return JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 });
}

function codeOf(i: number): string {
	return [
		`const rows${i} = Array.from({ length: 100 }, (_, n) => ({ n, square: n ** 2 }));`,
		`const sum${i} = rows${i}.reduce((sum, { square }) => sum + square, 0);`,
		`console.log('the sum of part ${i}', sum${i});`
	].join('\n');
}

/** Runs in the page before anything else. */
function noteOpening(cells: number): void {
	const look = (): void => {
		const isThere = document.querySelectorAll('[data-cell]').length >= cells;
		if (isThere) Object.assign(globalThis, { opened: performance.now() });
		else requestAnimationFrame(look);
	};
	requestAnimationFrame(look);
}

/** Milliseconds of the longest task of the page; 0 where none took 50 ms, from where on browsers count. */
function longestTaskWhileScrolling(page: Page): Promise<number> {
	return page.evaluate(async () => {
		let longest = 0;
		const observer = new PerformanceObserver((list) => {
			for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
		});
		observer.observe({ type: 'longtask' });
		const list = document.querySelector('[data-cells]') ?? document.querySelector('.scroll')!;
		list.scrollTop = 0;
		for (let from = -1; from !== list.scrollTop;) {
			from = list.scrollTop;
			list.scrollTop += 240;
			await new Promise(requestAnimationFrame);
		}
		await new Promise((resolve) => setTimeout(resolve, 300));
		observer.disconnect();
		return longest;
	});
}
