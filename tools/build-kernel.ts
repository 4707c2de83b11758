import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type InlineConfig, type Plugin } from 'vite';
import { CELL_MODULES } from '../src/notebook/sdk/modules.ts';
import { wasmPlugin } from './wasm-plugin.ts';

/** The kernel as texts, ready to be served under any name. */
export interface BuiltKernel {
	readonly frame: string;
	readonly worker: string;
	readonly gate: string;
	/** The worker that runs a learner's programs, in a sandbox like the kernel's. */
	readonly program: string;
	/** By specifier; chunks by the relative name under which modules import them. */
	readonly modules: Readonly<Record<string, string>>;
}

/** Objects of the language that the kernel's own code must find unharmed whatever a cell declares over them. */
const KEPT = [
	'Array ArrayBuffer AbortController Blob Boolean Date DataView Error JSON Map Math MessageChannel Number Object',
	'Promise Proxy RangeError ReferenceError Reflect RegExp Set String Symbol SyntaxError TypeError Uint8Array URL',
	'WeakMap WeakSet addEventListener clearTimeout performance setTimeout'
].flatMap((names) => names.split(' '));

const CHUNK = 'sagebrush-chunk-[name]-[hash].js';

/** Bundles the kernel's worker and every importable module whose entry is there; minified, without source maps. */
export async function buildKernel(root: string, warn: (message: string) => void): Promise<BuiltKernel> {
	const kernel = join(root, 'src/notebook/kernel');
	const entries: Record<string, string> = {};
	for (const [specifier, entry] of Object.entries(CELL_MODULES)) {
		if (existsSync(join(root, entry))) entries[specifier] = join(root, entry);
		else warn(`The module '${specifier}' has no entry ${entry} yet and cannot be imported by cells.`);
	}
	const names = new Map(Object.keys(entries).map((specifier, i) => [`module-${i}`, specifier]));
	const input = Object.fromEntries(Array.from(names, ([name, specifier]) => [name, entries[specifier]!]));
	const worker = await bundle(root, {
		input: join(kernel, 'kernel.worker.ts'),
		output: { format: 'iife' }
	});
	const gate = await bundle(root, { input: join(kernel, 'gate.worker.ts'), output: { format: 'iife' } });
	const program = await bundle(root, {
		input: join(root, 'src/engine/program/program.worker.ts'),
		output: { format: 'iife' }
	});
	const modules = await bundle(root, {
		input,
		preserveEntrySignatures: 'strict',
		output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: CHUNK }
	});
	refuseCircles(modules);
	return {
		frame: readFileSync(join(kernel, 'kernel.html'), 'utf8'),
		worker: `(()=>{const{${KEPT.join(',')}}=globalThis;${worker[0]!.code}})();`,
		gate: gate[0]!.code,
		program: program[0]!.code,
		modules: Object.fromEntries(
			modules.map((chunk) => {
				const specifier = names.get(chunk.fileName.replace(/\.js$/, ''));
				return [specifier ?? `./${chunk.fileName}`, chunk.code];
			})
		)
	};
}

interface Chunk {
	readonly type: 'chunk';
	readonly fileName: string;
	readonly code: string;
	/** File names of the chunks that it imports at once. */
	readonly imports: readonly string[];
}

/** A blob's URL is known only after its text, so chunks that import each other could never be loaded. */
function refuseCircles(chunks: readonly Chunk[]): void {
	const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
	const visit = (name: string, above: readonly string[]): void => {
		if (above.includes(name))
			throw new TypeError(`Chunks import each other: ${[...above, name].join(' > ')}`);
		for (const next of byName.get(name)?.imports ?? []) visit(next, [...above, name]);
	};
	for (const chunk of chunks) visit(chunk.fileName, []);
}

/** A worker has no DOMParser, with which the AWS SDK's browser build reads XML: take the SDK's own parser instead. */
const xmlWithoutDom: Plugin = {
	name: 'sagebrush-xml-without-dom',
	enforce: 'pre',
	resolveId(specifier, importer) {
		if (specifier !== './xml-parser' || !importer?.includes('@aws-sdk/xml-builder')) return null;
		return join(dirname(importer), 'xml-parser.js');
	}
};

type Bundling = NonNullable<NonNullable<InlineConfig['build']>['rolldownOptions']>;

async function bundle(root: string, options: Bundling): Promise<readonly Chunk[]> {
	const built = await build({
		root,
		configFile: false,
		mode: 'production',
		logLevel: 'warn',
		publicDir: false,
		plugins: [xmlWithoutDom, wasmPlugin()],
		build: { write: false, target: 'es2023', minify: true, modulePreload: false, rolldownOptions: options }
	});
	if (!('output' in built)) throw new TypeError('The bundler gave no single output.');
	return built.output.filter((part) => part.type === 'chunk');
}
