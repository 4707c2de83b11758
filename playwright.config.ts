import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/chromium.mjs';

const PORT = 4391;

// The workers read this file again, and find the answer in the environment.
const chromium = (process.env['CHROMIUM_PATH'] ??= (await findChromium()) ?? '');

/** Browser tests run against the built page, served as a static host would serve it. */
export default defineConfig({
	testDir: 'tests/e2e',
	testMatch: '**/*.e2e.ts',
	outputDir: 'test-results/e2e',
	// `npm test` runs what does not measure in two workers: two cores, and half of the time is waiting.
	workers: 1,
	timeout: 60_000,
	// A busy machine may take its time; what must be quick says so in its test.
	expect: { timeout: 15_000 },
	forbidOnly: true,
	use: {
		baseURL: `http://localhost:${PORT}/`,
		// Storing the page for offline use would take a core from what is tested; its own tests allow it.
		serviceWorkers: 'block',
		viewport: { width: 1280, height: 900 },
		launchOptions: {
			...(chromium === '' ? {} : { executablePath: chromium }),
			args: [
				'--no-sandbox',
				'--disable-gpu-sandbox',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync'
			]
		}
	},
	webServer: {
		// From the root, also for a configuration in another folder that builds on this one.
		cwd: fileURLToPath(new URL('.', import.meta.url)),
		command: `npx vite preview --port ${PORT} --strictPort`,
		url: `http://localhost:${PORT}/`,
		timeout: 180_000,
		reuseExistingServer: false
	}
});
