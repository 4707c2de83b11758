import { expect, test, type Page } from '@playwright/test';
import { build, type Rolldown } from 'vite';
import { wasmPlugin } from '../../tools/wasm-plugin.ts';
import type {} from './gpu/page.ts';
import type { Outcome, runs } from './gpu/runs.ts';

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
	await page.waitForFunction(() => 'runOn' in globalThis);
}

/** All losses and optimizers. */
const LINEAR = [
	'linearLogistic',
	'linearHinge',
	'linearSoftmax',
	'linearSquared',
	'linearHuber',
	'linearQuantile',
	'linearAbsolute',
	'linearTube',
	'linearTubeOfSizes'
] as const;

type Both = Readonly<Record<'gpu' | 'cpu', Outcome>>;

/** The log says which of the processors it was. */
async function runBoth(page: Page, name: keyof typeof runs, said: string): Promise<Both> {
	const gpu = await page.evaluate((asked) => runOn('gpu', asked), name);
	const cpu = await page.evaluate((asked) => runOn('cpu', asked), name);
	expect(gpu.lines).toContain(said);
	expect(gpu.lines.join('\n')).not.toContain('WARNING');
	expect(cpu.lines).not.toContain(said);
	expect(gpu.numbers).toHaveLength(cpu.numbers.length);
	return { gpu, cpu };
}

/** The largest difference between numbers of the same place. */
function farthest({ gpu, cpu }: Both): number {
	return gpu.numbers.reduce((most, value, i) => Math.max(most, Math.abs(value - cpu.numbers[i]!)), 0);
}

/** The number behind some words of a log line. */
function told({ lines }: Outcome, words: string): number {
	const line = lines.find((each) => each.includes(words))!;
	return Number(/[-\d.e]+$/.exec(line.slice(line.indexOf(words)))?.[0]);
}

test('WebGPU comes to the same as the processor', async ({ page }) => {
	await openPage(page);
	await test.step('K-Means: the same centres, to the rounding of 32-bit floats', async () => {
		const both = await runBoth(page, 'kmeans', 'INFO: nearest centers are found on the GPU');
		expect(farthest(both)).toBeLessThan(1e-3);
		const msd = (outcome: Outcome): number => told(outcome, 'train msd <loss>=');
		expect(msd(both.gpu) / msd(both.cpu)).toBeCloseTo(1, 3);
	});
	for (const name of ['knn', 'knnInParts'] as const) {
		await test.step(`${name}: the very same neighbours`, async () => {
			const both = await runBoth(page, name, 'INFO: neighbours are looked up on the GPU');
			expect(both.gpu.numbers).toEqual(both.cpu.numbers);
			expect(told(both.gpu, 'test accuracy <score>=')).toBe(told(both.cpu, 'test accuracy <score>='));
		});
	}
	for (const name of ['pcaRegular', 'pcaNarrow', 'pcaWide'] as const) {
		await test.step(`${name}: directions and singular values, to a hundred-thousandth`, async () => {
			const both = await runBoth(page, name, 'INFO: products of rows are worked out on the GPU');
			expect(farthest(both)).toBeLessThan(1e-5 * Math.max(...both.cpu.numbers));
		});
	}
	for (const name of LINEAR) {
		await test.step(`${name}: weights, to a ten-thousandth of the largest`, async () => {
			const both = await runBoth(page, name, 'INFO: steps are taken on the GPU');
			expect(farthest(both)).toBeLessThan(1e-4 * Math.max(...both.cpu.numbers.map(Math.abs)));
		});
	}
});

test('a job whose graphics processor is lost on the way comes to the same', async ({ page }) => {
	await openPage(page);
	for (const name of ['knn', 'pcaWide', 'linearLogistic'] as const) {
		await test.step(name, async () => {
			const lost = await page.evaluate((asked) => runOn('lost', asked), name);
			const cpu = await page.evaluate((asked) => runOn('cpu', asked), name);
			expect(lost.lines.join('\n')).toMatch(/WARNING: the GPU failed \(.+\); the processor goes on/);
			expect(farthest({ gpu: lost, cpu })).toBeLessThan(1e-4 * Math.max(...cpu.numbers));
		});
	}
});

test('users are never given a software adapter', async ({ page }) => {
	await openPage(page);
	expect(await page.evaluate(() => isOffered())).toBe(false);
	expect(await page.evaluate(async () => (await navigator.gpu.requestAdapter()) !== null)).toBe(true);
});
