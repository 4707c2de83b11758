import { expect, type Page } from '@playwright/test';

/** Nothing of a notebook has run in the page, and the page is what it was. */
export async function expectUnharmed(page: Page): Promise<void> {
	const harm = await page.evaluate(() => {
		const { pwned } = window as unknown as { pwned?: unknown };
		return {
			pwned: pwned instanceof Element ? 'an element' : pwned,
			polluted: Object.keys(Object.prototype).concat(Object.keys(Array.prototype)),
			proto: ({} as Record<string, unknown>)['polluted'],
			frames: Array.from(document.querySelectorAll('iframe')).filter((f) => f.title !== 'Kernel').length,
			base: document.querySelectorAll('base, object, embed, body form[action]').length,
			isBodyShown: getComputedStyle(document.body).display !== 'none'
		};
	});
	expect(harm).toEqual({
		pwned: undefined,
		polluted: [],
		proto: undefined,
		frames: 0,
		base: 0,
		isBodyShown: true
	});
	expect(page.url()).toContain('localhost');
	await page.getByRole('button', { name: 'Run all' }).click({ trial: true, timeout: 10_000 });
}
