import { expect, test, type Page } from '@playwright/test';
import { build, type Rolldown } from 'vite';
import { wasmPlugin } from '../../tools/wasm-plugin.ts';
import type {} from './gpu/page.ts';

/** WebGPU on the processor: slow, and the same arithmetic as on a graphics processor. */
test.use({
	launchOptions: {
		...(process.env['CHROMIUM_PATH'] && { executablePath: process.env['CHROMIUM_PATH'] }),
		args: ['--no-sandbox', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader']
	}
});

let code: string;
test.beforeAll(async () => {
	const built = await build({
		configFile: false,
		logLevel: 'warn',
		plugins: [wasmPlugin()],
		build: {
			write: false,
			target: 'es2023',
			rolldownOptions: {
				input: 'tests/e2e/gpu/page.ts',
				output: { codeSplitting: false },
				preserveEntrySignatures: 'strict'
			}
		}
	});
	code = (built as Rolldown.RolldownOutput).output[0].code;
});

/** A page of this origin that can compute, and nothing else. */
async function openPage(page: Page): Promise<void> {
	await page.route('**/gpu.html', (route) =>
		route.fulfill({ contentType: 'text/html', body: `<script type="module">${code}</script>` })
	);
	await page.goto('./gpu.html');
	await page.waitForFunction(() => 'clusterOn' in globalThis);
}

test('K-Means finds the same centres by WebGPU as by the processor, to the rounding of 32-bit floats', async ({
	page
}) => {
	await openPage(page);
	const gpu = await page.evaluate(() => clusterOn('gpu'));
	const cpu = await page.evaluate(() => clusterOn('cpu'));
	expect(gpu.lines).toContain('INFO: nearest centers are found on the GPU');
	expect(gpu.lines.join('\n')).not.toContain('WARNING');
	expect(cpu.lines).not.toContain('INFO: nearest centers are found on the GPU');
	expect(gpu.centers).toHaveLength(330);
	const msd = (lines: readonly string[]): number =>
		Number(/train msd <loss>=(\S+)/.exec(lines.join('\n'))![1]);
	expect(msd(gpu.lines) / msd(cpu.lines)).toBeCloseTo(1, 3);
	gpu.centers.forEach((value, i) => expect(Math.abs(value - cpu.centers[i]!)).toBeLessThan(1e-3));
});

test('users are never given a software adapter', async ({ page }) => {
	await openPage(page);
	expect(await page.evaluate(() => isOffered())).toBe(false);
	expect(await page.evaluate(async () => (await navigator.gpu.requestAdapter()) !== null)).toBe(true);
});
