import { expect, type Page } from '@playwright/test';
import { Rng } from '#base/rng.ts';
import { LastingBrowser } from './browser.ts';
import { EditHistory } from './edit-history.ts';
import { editAtRandom, openNotebook, readCells } from './random-edits.ts';

export interface SoakOptions {
	/** Address of the built page, with a slash at its end. */
	readonly baseURL: string;
	/** Path of the browser. */
	readonly chromium: string;
	readonly edits: number;
	readonly kills: number;
	readonly seed: number;
	readonly log: (line: string) => void;
}

/** Every so many deaths it is the whole browser that dies, not the tab's process alone. */
const BROWSER_EVERY = 10;
const OLD_MS = 1000;

/**
 * Edits a notebook at random and kills its tab without warning at random moments, again and again. After each death the
 * notebook must stand as it was after one of its edits, and no edit older than a second may be missing.
 */
export async function killTabs(options: SoakOptions): Promise<void> {
	const { baseURL, edits, kills, seed, log } = options;
	const rng = new Rng(seed);
	const browser = await LastingBrowser.create(options.chromium);
	try {
		let page = await (await browser.context()).newPage();
		await page.goto(baseURL);
		await page.getByRole('button', { name: 'New notebook' }).click();
		await expect(page).toHaveURL(/#\/notebooks\//);
		const address = page.url();
		let done = 0;
		for (let death = 1; death <= kills; death++) {
			await openNotebook(page, address);
			const history = new EditHistory(await readCells(page));
			const share = Math.round(((edits - done) / (kills - death + 1)) * (0.5 + rng.next()));
			const count = death === kills ? edits - done : Math.min(share, edits - done);
			await editAtRandom(page, history, count, rng);
			done += count;
			await page.waitForTimeout(rng.next() * 1500);
			const at = Date.now();
			if (death % BROWSER_EVERY === 0) await browser.kill();
			else await crash(page);
			page = await (await browser.context()).newPage();
			await openNotebook(page, address);
			history.expectSurvivor(await readCells(page), at - OLD_MS, `death ${death} of seed ${seed}`);
			log(`${death} of ${kills} deaths, ${done} edits: nothing older than a second was lost`);
		}
	} finally {
		await browser.close();
	}
}

/** Ends the process that draws the page; the page hears nothing of it. */
async function crash(page: Page): Promise<void> {
	const session = await page.context().newCDPSession(page);
	const crashed = page.waitForEvent('crash');
	// The answer never comes: who would give it is gone.
	session.send('Page.crash').catch(() => {});
	await crashed;
	await page.close();
}
