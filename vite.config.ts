import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { kernelPlugin } from './tools/kernel-plugin.ts';

export default defineConfig({
	// Relative, so that the build can be served from any sub-path.
	base: './',
	plugins: [svelte(), kernelPlugin()],
	worker: { format: 'es' },
	build: { target: 'es2023', chunkSizeWarningLimit: 1200 }
});
