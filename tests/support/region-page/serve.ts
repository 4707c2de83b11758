import { build, preview } from 'vite';
import { wasmPlugin } from '../../../tools/wasm-plugin.ts';

export interface ServedPage {
	readonly address: string;
	close(): Promise<void>;
}

/** Builds the page with a region in it into a folder of the caller's own, and serves it. */
export async function serveRegionPage(name: string): Promise<ServedPage> {
	const config = { configFile: false, root: 'tests/support/region-page', logLevel: 'warn' } as const;
	const out = { outDir: `../../../.cache/${name}`, emptyOutDir: true, target: 'es2023' };
	const rolldownOptions = { checks: { bundlerTimings: false } };
	await build({
		...config,
		base: './',
		worker: { format: 'es', plugins: () => [wasmPlugin()] },
		build: { ...out, chunkSizeWarningLimit: 2000, rolldownOptions }
	});
	const server = await preview({ ...config, build: out, preview: { port: 0 } });
	return { address: server.resolvedUrls!.local[0]!, close: () => server.close() };
}
