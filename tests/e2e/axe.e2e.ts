import { expect, test, type Page } from '@playwright/test';
import { seriousFindings } from './axe.ts';
import { openLesson, openTab, runFinished } from './support.ts';

const TABS = ['S3', 'Training jobs', 'Endpoints', 'More', 'Requests', 'Metrics', 'Logs', 'Bill'];

interface Looks {
	readonly name: string;
	readonly media: Parameters<Page['emulateMedia']>[0];
}

const LOOKS: readonly Looks[] = [
	{ name: 'light', media: { colorScheme: 'light' } },
	{ name: 'dark', media: { colorScheme: 'dark' } },
	{ name: 'more contrast', media: { colorScheme: 'light', contrast: 'more' } },
	{ name: 'colours of the system', media: { colorScheme: 'dark', forcedColors: 'active' } }
];

for (const { name, media } of LOOKS) {
	test.describe(`in ${name} axe finds nothing serious`, () => {
		test.beforeEach(({ page }) => page.emulateMedia({ ...media, reducedMotion: 'reduce' }));

		test('on the home page, in the settings and where there is no page', async ({ page }) => {
			await page.goto('./');
			await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
			expect(await seriousFindings(page)).toEqual([]);
			await page.getByRole('button', { name: 'Settings' }).click();
			await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
			expect(await seriousFindings(page, '[role=dialog]')).toEqual([]);
			await page.goto('./#/no-such-page');
			await expect(page.getByRole('link', { name: 'See all lessons' })).toBeVisible();
			expect(await seriousFindings(page)).toEqual([]);
		});

		test('on a notebook of one’s own and in its slides', async ({ page }) => {
			await page.goto('./');
			await page.getByRole('button', { name: 'New notebook' }).click();
			await expect(page.getByRole('button', { name: 'Run all' })).toBeEnabled();
			expect(await seriousFindings(page)).toEqual([]);
			await page.keyboard.press('Escape');
			await page.keyboard.press('Alt+P');
			await expect(page.getByRole('dialog', { name: /^Presentation/ })).toBeVisible();
			expect(await seriousFindings(page, 'dialog[open]')).toEqual([]);
			await page.keyboard.press('Escape');
			await page.goto('./');
			await expect(page.getByRole('button', { name: /^Rename/ })).toBeVisible();
			expect(await seriousFindings(page)).toEqual([]);
		});
	});
}

test('in light and dark axe finds nothing serious on a lesson that has run and on every tab of the console', async ({
	page
}) => {
	test.setTimeout(480_000);
	const expectNothing = async (part: string, place: string): Promise<void> => {
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			expect(await seriousFindings(page, part), `${place} in ${colorScheme}`).toEqual([]);
		}
	};
	await openLesson(page);
	await page.getByRole('button', { name: 'Run all' }).click();
	await runFinished(page, 120_000);
	await expectNothing('html', 'the whole page');
	for (const tab of TABS) {
		const panel = await openTab(page, tab);
		await expectNothing('[role=tabpanel]', tab);
		const first = panel.getByRole('listitem').getByRole('button').first();
		if ((await first.count()) === 0) continue;
		await first.click();
		await expectNothing('[role=tabpanel]', `inside ${tab}`);
	}
});
