import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The server and its two kinds of worker, as plain JavaScript for Node. */
export default defineConfig({
	root: at('..'),
	publicDir: false,
	build: {
		ssr: true,
		target: 'node20',
		outDir: at('../.cache/region'),
		emptyOutDir: false,
		rolldownOptions: {
			input: {
				main: at('main.ts'),
				'training.worker': at('training.worker.ts'),
				'inference.worker': at('inference.worker.ts')
			},
			checks: { bundlerTimings: false }
		}
	}
});
