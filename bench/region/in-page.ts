import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import type { PageRegion } from '#tests/support/region-page/main.ts';
import { serveRegionPage } from '#tests/support/region-page/serve.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import type { Row } from '../notebook/row.ts';

const BARS = [
	{ share: 0.5, name: 'p50', max: 1 },
	{ share: 0.99, name: 'p99', max: 5 }
];
const CALLS = [
	'CreateModel',
	'DescribeModel',
	'ListModels',
	'PutObject of 1 kB',
	'GetObject of 1 kB',
	'HeadObject'
];

/**
 * What simple calls take in a tab of Chromium, one after another, from the page's port to the region's worker and back, with
 * the account in files of a profile on the disk. A private window is no measure: it keeps its files in the memory of
 * another process, and asks that one for every write.
 */
export async function pageTimes(): Promise<Row[]> {
	const executablePath = await findChromium();
	if (executablePath === null) throw new Error('There is no Chromium here: set CHROMIUM_PATH.');
	const { address, close } = await serveRegionPage('bench-region-page');
	const profile = mkdtempSync(join(tmpdir(), 'sagebrush-bench-profile-'));
	const browser = await chromium.launchPersistentContext(profile, {
		executablePath,
		args: ['--no-sandbox', '--disable-gpu-sandbox']
	});
	try {
		const page = await browser.newPage();
		await page.goto(address);
		await page.waitForFunction(() => 'region' in globalThis);
		await page.evaluate(async () => {
			const { region } = globalThis as unknown as { region: PageRegion };
			await region.open();
			const [method, hostname, path] = ['PUT', 's3.us-east-1.amazonaws.com', '/bench'];
			await region.send({ method, hostname, path, query: {}, headers: {}, body: new Uint8Array(0) });
		});
		const rows: Row[] = [];
		for (const name of CALLS) {
			const times = await timesOf(page, name);
			rows.push(
				...BARS.map((bar) => ({
					name: `in the page, ${name}, ${bar.name}`,
					unit: 'ms',
					value: Number(quantile(times, bar.share).toFixed(2)),
					peers: {},
					bar: { max: bar.max }
				}))
			);
		}
		return rows;
	} finally {
		await browser.close();
		await close();
		rmSync(profile, { recursive: true, force: true });
	}
}

/** Milliseconds of each call, after others that warmed it up. */
function timesOf(page: Page, name: string): Promise<readonly number[]> {
	return page.evaluate(async (what) => {
		const { region } = globalThis as unknown as { region: PageRegion };
		const sagemaker = (operation: string, input: object) => ({
			method: 'POST',
			hostname: 'api.sagemaker.us-east-1.amazonaws.com',
			path: '/',
			query: {},
			headers: {
				'content-type': 'application/x-amz-json-1.1',
				'x-amz-target': `SageMaker.${operation}`
			},
			body: new TextEncoder().encode(JSON.stringify(input))
		});
		const s3 = (method: string, path: string, body = new Uint8Array(0)) => ({
			method,
			hostname: 's3.us-east-1.amazonaws.com',
			path,
			query: {},
			headers: {},
			body
		});
		const requests: Record<string, (i: number) => Parameters<PageRegion['send']>[0]> = {
			CreateModel: (i) =>
				sagemaker('CreateModel', {
					ModelName: `model-${i}`,
					ExecutionRoleArn: 'arn:aws:iam::123456789012:role/AmazonSageMaker-ExecutionRole',
					PrimaryContainer: {
						Image: '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1'
					}
				}),
			DescribeModel: (i) => sagemaker('DescribeModel', { ModelName: `model-${i % 500}` }),
			ListModels: () => sagemaker('ListModels', { MaxResults: 10 }),
			'PutObject of 1 kB': (i) => s3('PUT', `/bench/key-${i}`, new Uint8Array(1000).fill(120)),
			'GetObject of 1 kB': (i) => s3('GET', `/bench/key-${i % 500}`),
			HeadObject: (i) => s3('HEAD', `/bench/key-${i % 500}`)
		};
		const send = async (request: Parameters<PageRegion['send']>[0]): Promise<void> => {
			const { status } = await region.send(request);
			if (status >= 300) throw new Error(`${request.method} ${request.path} was answered ${status}.`);
		};
		const make = requests[what]!;
		const [warmUp, calls] = [300, 2000];
		const times: number[] = [];
		for (let i = 0; i < warmUp + calls; i++) {
			const request = make(i);
			const began = performance.now();
			await send(request);
			if (i >= warmUp) times.push(performance.now() - began);
		}
		return times;
	}, name);
}

function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}
