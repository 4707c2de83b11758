import type { Browser } from '@playwright/test';
import { median, row, type Row } from './row.ts';

const LESSON = '#/lessons/boston-housing-deploy';

/** Milliseconds from the start of the navigation, noted inside the page. */
interface Marks {
	interactive?: number;
	kernel?: number;
}

/**
 * How soon a lesson can be used in a browser that has never seen the page, and how much later its kernel is ready.
 * Medians over fresh profiles.
 */
export async function measureStart(
	browser: Browser,
	address: string,
	times: number
): Promise<readonly Row[]> {
	const [interactive, after]: [number[], number[]] = [[], []];
	for (let i = 0; i < times; i++) {
		const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' });
		const page = await context.newPage();
		await page.addInitScript(noteMarks);
		await page.goto(`${address}${LESSON}`);
		const noted = await page.waitForFunction(
			() =>
				(globalThis as { marks?: Marks }).marks?.kernel !== undefined &&
				(globalThis as { marks?: Marks }).marks
		);
		const marks = (await noted.jsonValue()) as Required<Marks>;
		interactive.push(marks.interactive);
		after.push(Math.max(0, marks.kernel - marks.interactive));
		await context.close();
	}
	return [
		row('cold page to interactive', 'ms', median(interactive), 1000),
		row('kernel ready after that', 'ms', median(after), 150)
	];
}

/** Runs in the page before anything else: looks at it in every frame. */
function noteMarks(): void {
	const marks: Marks = {};
	Object.assign(globalThis, { marks });
	const look = (): void => {
		const buttons = [...document.querySelectorAll('button')];
		const canRun = buttons.some((one) => one.textContent?.trim() === 'Run all' && !one.disabled);
		if (canRun && document.querySelector('[data-cell]')) marks.interactive ??= performance.now();
		if (marks.interactive !== undefined && document.querySelector('header .status.idle'))
			marks.kernel ??= performance.now();
		if (marks.kernel === undefined) requestAnimationFrame(look);
	};
	requestAnimationFrame(look);
}
