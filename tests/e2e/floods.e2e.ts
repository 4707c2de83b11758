import { expect, test, type Locator, type Page } from '@playwright/test';
import { LONGEST_TASK_MS, watchMainThread } from './main-thread.ts';
import { ALONE, addCell, openLesson, runCell } from './support.ts';

/** Runs a cell without waiting for its end. */
async function startCell(cell: Locator): Promise<void> {
	await cell.getByRole('button', { name: 'Run cell' }).click();
	await expect(cell.getByRole('button', { name: 'Run cell' })).toBeDisabled();
}

/** Stops what runs and waits until cells can be run again. */
async function stop(page: Page, cell: Locator, timeout = 10_000): Promise<void> {
	await page.getByRole('button', { name: 'Stop' }).click();
	await expect(cell.getByRole('button', { name: 'Run cell' })).toBeEnabled({ timeout });
}

/** The page answers, the kernel answers, and what was written is stored. */
async function expectSound(page: Page, mark: string): Promise<void> {
	const after = await addCell(page, `'${mark} ' + (20 + 1)`);
	await runCell(after);
	await expect(after).toContainText(`${mark} 21`);
	await expect(page.getByText(/^Saved /)).toBeVisible();
	await page.reload();
	await expect(page.getByRole('button', { name: 'Run all' })).toBeEnabled();
	await expect(page.getByRole('article').filter({ hasText: `'${mark} '` })).toHaveCount(1);
}

test.setTimeout(120_000);

const WAITING: Record<string, string> = {
	'an endless loop': 'let rounds = 0; for (;;) rounds++',
	'an endless loop that prints': 'for (;;) console.log("again")',
	'ten million lines': 'for (let i = 0; i < 1e7; i++) console.log("line " + i)',
	'an endless loop of progress': 'for (let i = 0; ; i++) progress(i, 1e9)',
	'an endless promise': 'await new Promise(() => {})',
	'an endless chain of promises': 'const again = () => Promise.resolve().then(again); await again()',
	'endless recursion': 'const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2)); fib(80)',
	'an endless sort': 'for (;;) Array.from({ length: 2e6 }, (_, i) => (i * 7919) % 1e6).sort((a, b) => a - b)'
};

for (const [name, source] of Object.entries(WAITING)) {
	test(
		`${name} leaves the page responsive, and Stop ends it with the variables kept`,
		{ tag: ALONE },
		async ({ page }) => {
			await openLesson(page);
			await runCell(await addCell(page, 'let kept = 41'));
			const flood = await addCell(page, source);
			const thread = await watchMainThread(page);
			await startCell(flood);
			await page.waitForTimeout(1500);
			expect(await thread.longest()).toBeLessThan(LONGEST_TASK_MS);
			await stop(page, flood);
			const check = await addCell(page, 'kept + 1');
			await runCell(check);
			await expect(check).toContainText('42');
			await expectSound(page, 'sound');
		}
	);
}

const DEAF: Record<string, string> = {
	'a regular expression that never ends': '/^(a+)+$/.test("a".repeat(40) + "!")',
	'a loop without a guard': '"no guard"; for (;;) ;',
	'a loop behind the compiler’s back': '(0, eval)("for (;;) ;")'
};

for (const [name, source] of Object.entries(DEAF)) {
	test(`${name} is ended with its kernel after two seconds`, { tag: ALONE }, async ({ page }) => {
		await openLesson(page);
		const flood = await addCell(page, source);
		const thread = await watchMainThread(page);
		await startCell(flood);
		await page.waitForTimeout(500);
		const start = Date.now();
		await stop(page, flood);
		expect(Date.now() - start).toBeLessThan(5_000);
		expect(await thread.longest()).toBeLessThan(LONGEST_TASK_MS);
		await expect(flood).toContainText('the variables of all cells are gone');
		await expectSound(page, 'sound');
	});
}

// Its stack is so full nearly all the time that a question to the outside seldom fits into it.
test(
	'recursion that catches its own overflow is stopped, or ended with its kernel',
	{ tag: ALONE },
	async ({ page }) => {
		await openLesson(page);
		const flood = await addCell(page, 'const dive = () => { try { dive() } catch { } dive() }; dive()');
		const thread = await watchMainThread(page);
		await startCell(flood);
		await page.waitForTimeout(500);
		const start = Date.now();
		await stop(page, flood);
		expect(Date.now() - start).toBeLessThan(5_000);
		expect(await thread.longest()).toBeLessThan(LONGEST_TASK_MS);
		await expect(flood).toContainText(/the variables of all cells are gone|The cell was stopped/);
		await expectSound(page, 'sound');
	}
);

const ENDING: Record<string, readonly [source: string, shown: RegExp]> = {
	'a gigabyte': ['const big = new Uint8Array(2 ** 30).fill(7); big.length', /1073741824/],
	'a text of 100 MB': ['"x".repeat(1e8)', /xxx/],
	'a line of 100 MB': ['console.log("y".repeat(1e8))', /yyy/],
	'HTML of 100 MB': [
		'display({ [Symbol.for("sagebrush.display")]: () => ({ "text/html": "<p>" + "z".repeat(1e8), "text/plain": "p" }) })',
		/./
	],
	'ten million numbers': ['Array.from({ length: 1e7 }, (_, i) => i)', /./],
	'a million records': ['Array.from({ length: 1e6 }, (_, i) => ({ i, j: 2 * i }))', /./],
	'a hundred thousand outputs': ['for (let i = 0; i < 1e5; i++) display({ i })', /./],
	'an error of 100 MB': ['throw new Error("e".repeat(1e8))', /eee/]
};

for (const [name, [source, shown]] of Object.entries(ENDING)) {
	test(`${name} leaves the page responsive and the document safe`, { tag: ALONE }, async ({ page }) => {
		await openLesson(page);
		const flood = await addCell(page, source);
		const thread = await watchMainThread(page);
		await runCell(flood, 90_000);
		await expect(flood).toContainText(shown);
		expect(await thread.longest()).toBeLessThan(LONGEST_TASK_MS);
		await expectSound(page, 'sound');
	});
}

test('memory without end may take the tab, and never the document', { tag: ALONE }, async ({ context }) => {
	const page = await context.newPage();
	await openLesson(page);
	const flood = await addCell(page, 'const hog = []; for (;;) hog.push(Array(1e6).fill(hog.length))');
	await expect(page.getByText(/^Saved /)).toBeVisible();
	const crashed = new Promise((resolve) => page.once('crash', resolve));
	await startCell(flood);
	// Chromium ends the whole tab where a worker exceeds its memory; other browsers end the worker.
	await Promise.race([crashed, expect(flood).toContainText('KernelDied', { timeout: 90_000 })]);
	await page.close();
	const again = await context.newPage();
	await openLesson(again);
	await expect(again.getByRole('article').filter({ hasText: 'const hog = []' })).toHaveCount(1);
});
