import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { kernelPlugin } from './tools/kernel-plugin.ts';
import { lessonPlugin } from './tools/lesson-plugin.ts';
import { offlinePlugin } from './tools/offline-plugin.ts';
import { policyPlugin } from './tools/policy-plugin.ts';
import { typesPlugin } from './tools/types-plugin.ts';
import { wasmPlugin } from './tools/wasm-plugin.ts';

export default defineConfig({
	// Relative, so that the build can be served from any sub-path.
	base: './',
	plugins: [
		svelte(),
		wasmPlugin(),
		kernelPlugin(),
		lessonPlugin(),
		typesPlugin(),
		policyPlugin(),
		offlinePlugin()
	],
	worker: {
		format: 'es',
		plugins: () => [wasmPlugin()],
		rolldownOptions: { checks: { bundlerTimings: false } }
	},
	build: {
		target: 'es2023',
		chunkSizeWarningLimit: 1200,
		// How long each plugin took is nothing to warn of.
		rolldownOptions: { checks: { bundlerTimings: false } }
	}
});
