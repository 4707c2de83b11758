import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { findChromium } from '../../scripts/chromium.mjs';
import type { Row } from '../notebook/row.ts';
import type { PageTimes } from './page/main.ts';

const FOLDER = '.cache/bench-region-page';
const PORT = 4396;
const BARS = [
	{ share: 0.5, name: 'p50', max: 1 },
	{ share: 0.99, name: 'p99', max: 5 }
];

/** What simple calls take in a tab of Chromium, one after another, from the page to the region's worker and back. */
export async function pageTimes(): Promise<Row[]> {
	const executablePath = await findChromium();
	if (executablePath === null) throw new Error('There is no Chromium here: set CHROMIUM_PATH.');
	const config = { configFile: false, root: 'bench/region/page', logLevel: 'warn' } as const;
	const out = { outDir: `../../../${FOLDER}`, emptyOutDir: true, target: 'es2023' };
	await build({ ...config, base: './', worker: { format: 'es' }, build: out });
	const server = await preview({ ...config, build: out, preview: { port: PORT, strictPort: true } });
	const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu-sandbox'] });
	try {
		const page = await browser.newPage();
		await page.goto(server.resolvedUrls!.local[0]!);
		await page.waitForFunction(() => 'measure' in globalThis);
		const found = await page.evaluate(() =>
			(globalThis as unknown as { measure(): Promise<readonly PageTimes[]> }).measure()
		);
		return found.flatMap(({ name, times }) =>
			BARS.map((bar) => ({
				name: `in the page, ${name}, ${bar.name}`,
				unit: 'ms',
				value: Number(quantile(times, bar.share).toFixed(2)),
				peers: {},
				bar: { max: bar.max }
			}))
		);
	} finally {
		await browser.close();
		await server.close();
	}
}

function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}
