import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { lessonPlugin } from './tools/lesson-plugin.ts';

const pinned = { TZ: 'UTC', LANG: 'en_US.UTF-8' };
/** Real training on a busy machine takes its time, ms; what must be quick says so in its test. */
const patience = { testTimeout: 30_000, hookTimeout: 60_000, expect: { poll: { timeout: 20_000 } } };

export default defineConfig({
	test: {
		projects: [
			{
				plugins: [lessonPlugin()],
				test: {
					name: 'node',
					include: ['tests/**/*.test.ts'],
					exclude: ['tests/**/*.svelte.test.ts', 'tests/e2e/**'],
					...patience,
					env: pinned,
					setupFiles: ['tests/support/quiet-console.ts']
				}
			},
			{
				// Runes need the browser build of Svelte: in plain Node effects never run.
				plugins: [svelte(), lessonPlugin()],
				resolve: { conditions: ['browser'] },
				test: {
					name: 'runes',
					include: ['tests/**/*.svelte.test.ts'],
					environment: 'jsdom',
					...patience,
					env: pinned,
					setupFiles: ['tests/support/quiet-console.ts']
				}
			}
		]
	}
});
