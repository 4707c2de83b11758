import { expect, type Page } from '@playwright/test';
import type { Rng } from '#base/rng.ts';
import type { EditHistory } from './edit-history.ts';

const MOST_CELLS = 5;
/** A text beyond this is begun anew, as one that selects all and types. */
const LONGEST = 400;

/** Opens a notebook and waits until its cells can be edited. */
export async function openNotebook(page: Page, address: string): Promise<void> {
	await page.goto(address);
	await expect(page.getByRole('button', { name: 'Run all' })).toBeEnabled({ timeout: 30_000 });
	await expect(page.getByRole('article').first()).toBeVisible();
}

/** The texts of the cells as the page shows them. */
export function readCells(page: Page): Promise<string[]> {
	return page.getByRole('article').evaluateAll((cells) =>
		cells.map((cell) => {
			const lines = [...cell.querySelectorAll('.cm-content .cm-line')];
			if (lines.length > 0) return lines.map((line) => line.textContent ?? '').join('\n');
			return cell.querySelector('pre code')?.textContent ?? '';
		})
	);
}

/** Types, replaces and adds cells, so many times, now fast and now with pauses. */
export async function editAtRandom(page: Page, history: EditHistory, count: number, rng: Rng): Promise<void> {
	let at = -1;
	for (let n = 0; n < count; n++) {
		const cells = history.now;
		if (cells.length < MOST_CELLS && rng.next() < 0.05) {
			await page.getByRole('button', { name: 'Add a cell at the end' }).click();
			at = cells.length;
			history.add([...cells, '']);
			await enter(page, at);
			continue;
		}
		if (at < 0 || rng.next() < 0.1) {
			at = Math.floor(rng.next() * cells.length);
			await enter(page, at);
		}
		const token = `${n.toString(36)}${rng.next().toString(36).slice(2, 5)};`;
		const isFull = (cells[at] ?? '').length > LONGEST;
		if (isFull) await page.keyboard.press('ControlOrMeta+a');
		await page.keyboard.insertText(token);
		history.add(cells.with(at, isFull ? token : `${cells[at] ?? ''}${token}`));
		if (rng.next() < 0.1) await page.waitForTimeout(rng.next() * 400);
	}
}

/** Puts the cursor at the end of a cell, which is made an editor once it is near the window. */
async function enter(page: Page, at: number): Promise<void> {
	const cell = page.getByRole('article').nth(at);
	await cell.scrollIntoViewIfNeeded();
	await cell.locator('.cm-content').click();
	await page.keyboard.press('ControlOrMeta+End');
}
