import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** The page with stand-ins for everything below it: `npx vite --config tests/ui/stage/vite.config.ts tests/ui/stage`. */
export default defineConfig({
	plugins: [svelte({ configFile: '../../../svelte.config.js' })],
	server: { port: 5199, strictPort: true, fs: { allow: ['../../..'] } }
});
