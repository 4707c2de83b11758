/* eslint-disable no-console -- its report is what it is for */
/**
 * Walks through the staged page at both widths and in both themes, writes screenshots into the folder given, and reports
 * what axe finds. Usage: node tests/ui/stage/shots.mjs FOLDER [CHROMIUM]
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from '@playwright/test';

const [folder = 'test-results/stage', executablePath = process.env.CHROMIUM_PATH] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const args = ['--no-sandbox', '--headless', '--disable-gpu-sandbox', '--disable-quic', '--no-first-run'];
args.push('--disable-background-networking', '--disable-component-update', '--disable-sync');
const browser = await chromium.launch({ executablePath, args });
let problems = 0;

async function look(page, name) {
	await page.waitForTimeout(250);
	await page.screenshot({ path: `${folder}/${name}.png` });
	await page.evaluate(axe);
	const found = await page.evaluate(() => globalThis.axe.run(document));
	for (const { impact, id, nodes } of found.violations) {
		if (impact !== 'serious' && impact !== 'critical') continue;
		problems++;
		console.log(`${name}: ${impact} ${id}: ${nodes.map((node) => node.html.slice(0, 160)).join('\n   ')}`);
		console.log('   ', nodes[0]?.failureSummary?.split('\n').slice(0, 3).join(' '));
	}
	const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	if (overflow > 0) console.log(`${name}: ${overflow} px wider than the window`, problems++);
}

for (const colorScheme of ['light', 'dark']) {
	for (const [width, height] of [
		[1280, 800],
		[390, 844]
	]) {
		const page = await browser.newPage({ viewport: { width, height }, colorScheme });
		page.on('console', (message) => {
			if (['warning', 'error'].includes(message.type())) console.log('console:', message.text(), problems++);
		});
		page.on('pageerror', (error) => console.log('page error:', error.message, problems++));
		const at = `${colorScheme}-${width}`;
		const go = (query, hash) => page.goto(`http://localhost:5199/?scene=${query}${hash}`);
		await go('empty', '#/');
		await page.getByRole('heading', { level: 1 }).waitFor();
		await look(page, `${at}-1-home`);
		await go('empty', '#/nowhere');
		await look(page, `${at}-2-unknown`);
		await go('empty', '#/lessons/stage');
		await page.getByRole('article', { name: 'Cell 1', exact: true }).waitFor();
		await look(page, `${at}-3-notebook`);
		await page.getByRole('button', { name: 'Run all' }).click();
		await page.getByText(/Run finished: 6 cells, 1 errors/).waitFor();
		for (const [i, cell] of [2, 4, 6, 9].entries()) {
			await page.locator(`article[aria-label="Cell ${cell}"]`).evaluate((node) => node.scrollIntoView());
			await look(page, `${at}-4-run-${i}`);
		}
		await page.getByRole('button', { name: 'Hint' }).click();
		await page.locator('article[aria-label="Cell 8"] .cm-content').click();
		await page.keyboard.press('Control+End');
		await page.keyboard.type(' // rmse === 0');
		await page.getByRole('button', { name: 'Check my answer' }).click();
		await page.getByText('rmse is still 0').last().waitFor();
		await page.getByRole('button', { name: 'Show solution' }).click();
		await look(page, `${at}-5-exercise`);
		await go('full', '#/lessons/stage');
		await page.getByRole('article', { name: 'Cell 1', exact: true }).waitFor();
		if (width < 1000) await page.getByRole('button', { name: 'Cloud' }).click();
		for (const tab of ['S3', 'Training jobs', 'Endpoints', 'Logs', 'Bill']) {
			await page.getByRole('tab', { name: tab, exact: true }).click();
			await look(page, `${at}-6-${tab.replace(' ', '-')}`);
		}
		await page.getByRole('tab', { name: 'S3', exact: true }).click();
		await page.getByRole('button', { name: 'sagemaker-us-east-1' }).click();
		await look(page, `${at}-7-bucket`);
		await page.getByRole('tab', { name: 'Training jobs', exact: true }).click();
		await page.getByRole('button', { name: /xgboost.*314/ }).click();
		await look(page, `${at}-7-job`);
		await page.getByRole('tab', { name: 'Logs', exact: true }).click();
		await page.getByRole('button', { name: /algo-1/ }).click();
		await look(page, `${at}-7-log`);
		await page.getByRole('button', { name: 'Settings' }).click();
		await look(page, `${at}-8-settings`);
		await page.keyboard.press('Escape');
		await go('training', '#/lessons/stage');
		await page.getByRole('article', { name: 'Cell 1', exact: true }).waitFor();
		if (width < 1000) await page.getByRole('button', { name: 'Cloud' }).click();
		await page.waitForTimeout(900);
		await look(page, `${at}-9-training`);
		await page.close();
	}
}
await browser.close();
console.log(`${problems} problems`);
process.exitCode = problems > 0 ? 1 : 0;
