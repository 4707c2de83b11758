import { fileURLToPath } from 'node:url';
import { build, defineConfig, type Plugin } from 'vite';
import { wasmPlugin } from '../tools/wasm-plugin.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What runs inside the process of a learner's program, as one script: its context has no modules. */
const programRuntime: Plugin = {
	name: 'sagebrush-program-runtime',
	async generateBundle() {
		const built = await build({
			root: at('..'),
			configFile: false,
			logLevel: 'warn',
			publicDir: false,
			build: {
				write: false,
				target: 'node20',
				minify: true,
				modulePreload: false,
				rolldownOptions: { input: at('program-runtime.ts'), output: { format: 'iife' } }
			}
		});
		if (!('output' in built)) throw new TypeError('The bundler gave no single output.');
		this.emitFile({ type: 'asset', fileName: 'program-runtime.js', source: built.output[0].code });
	}
};

/** The server, its three kinds of worker and the process of programs, as plain JavaScript for Node. */
export default defineConfig({
	root: at('..'),
	publicDir: false,
	plugins: [wasmPlugin(), programRuntime],
	build: {
		ssr: true,
		target: 'node20',
		outDir: at('../.cache/region'),
		emptyOutDir: false,
		rolldownOptions: {
			input: {
				main: at('main.ts'),
				'training.worker': at('training.worker.ts'),
				'hand.worker': at('hand.worker.ts'),
				'inference.worker': at('inference.worker.ts'),
				'program-child': at('program-child.ts')
			},
			// A module by its name alone: the process may not read a package.json to find out.
			output: { entryFileNames: ({ name }) => (name === 'program-child' ? '[name].mjs' : '[name].js') },
			checks: { bundlerTimings: false }
		}
	}
});
