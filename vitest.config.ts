import { availableParallelism } from 'node:os';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { lessonPlugin } from './tools/lesson-plugin.ts';
import { wasmPlugin } from './tools/wasm-plugin.ts';

const shared = {
	env: { TZ: 'UTC', LANG: 'en_US.UTF-8' },
	setupFiles: ['tests/support/quiet-console.ts'],
	/** Real training on a busy machine takes its time, ms; what must be quick says so in its test. */
	testTimeout: 30_000,
	hookTimeout: 60_000,
	expect: { poll: { timeout: 20_000 } }
};
/** Floors without state of their own: their modules are read once for all files. */
const PURE = ['tests/{base,ml,sim,conformance}/**/*.test.ts'];

export default defineConfig({
	test: {
		// All cores; by default one is left to Vite, which has nothing to do once the modules are read.
		maxWorkers: availableParallelism(),
		projects: [
			{
				plugins: [lessonPlugin(), wasmPlugin()],
				test: { name: 'pure', include: PURE, isolate: false, ...shared }
			},
			{
				plugins: [lessonPlugin(), wasmPlugin()],
				test: {
					name: 'node',
					include: ['tests/**/*.test.ts'],
					exclude: ['tests/**/*.svelte.test.ts', 'tests/e2e/**', ...PURE],
					...shared
				}
			},
			{
				// Runes need the browser build of Svelte: in plain Node effects never run.
				plugins: [svelte(), lessonPlugin(), wasmPlugin()],
				resolve: { conditions: ['browser'] },
				test: { name: 'runes', include: ['tests/**/*.svelte.test.ts'], environment: 'jsdom', ...shared }
			}
		]
	}
});
