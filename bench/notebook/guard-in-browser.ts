import type { Browser } from '@playwright/test';
import { build } from 'vite';
import type { Row } from './row.ts';

/** What bench/notebook-guard.ts measures, in a worker of the browser, as a kernel is one. */
export async function measureGuardInBrowser(browser: Browser): Promise<readonly Row[]> {
	const script = `${await bundled()};guardBench.measureGuard().then((rows) => postMessage(rows))`;
	const page = await browser.newPage();
	const rows = await page.evaluate(
		(source) =>
			new Promise<unknown>((resolve, reject) => {
				const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
				worker.onmessage = ({ data }) => resolve(data);
				worker.onerror = ({ message }) => reject(new Error(message));
			}),
		script
	);
	await page.close();
	return rows as Row[];
}

async function bundled(): Promise<string> {
	const built = await build({
		configFile: false,
		logLevel: 'warn',
		publicDir: false,
		build: {
			write: false,
			target: 'es2023',
			lib: { entry: 'bench/notebook-guard.ts', formats: ['iife'], name: 'guardBench' }
		}
	});
	const [output] = Array.isArray(built) ? built : [built];
	const chunk = output && 'output' in output ? output.output[0] : undefined;
	if (!chunk) throw new Error('The benchmark of the guard was not bundled.');
	return chunk.code;
}
