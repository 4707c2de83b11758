import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import asc from 'assemblyscript/asc';
import type { Plugin } from 'vite';

const QUERY = '.as.ts?wasm';
/** With the instructions of relaxed SIMD, of which a kernel may use f32x4.relaxed_madd; not every host has them. */
const FUSED = '.as.ts?wasm-fused';

/** Shrunk last so that what the passes leave over is found; memory comes from the caller and is never freed inside. */
const OPTIONS = [
	'-O3',
	'--converge',
	'--noAssert',
	'--runtime',
	'stub',
	'--use',
	'abort=',
	'--importMemory',
	'--enable',
	'simd',
	'--enable',
	'bulk-memory'
];

const FUSED_OPTIONS = [...OPTIONS, '--enable', 'relaxed-simd'];

/**
 * Compiles kernels: `import bytes from './name.as.ts?wasm'` gives the bytes of a WebAssembly module made of the AssemblyScript
 * in that file and what it imports; `?wasm-fused` those of one that may multiply and add in one step.
 */
export function wasmPlugin(): Plugin {
	let root = '';
	return {
		name: 'sagebrush-wasm',
		// Before Vite's own plugins, which read `?wasm` files as TypeScript.
		enforce: 'pre',
		configResolved(config) {
			root = config.root;
		},
		resolveId(source, importer) {
			if (!isKernel(source) || !importer || !source.startsWith('.')) return null;
			return resolve(dirname(importer.replace(/\?.*$/, '')), source);
		},
		async load(id) {
			if (!isKernel(id)) return null;
			const file = id.slice(0, id.lastIndexOf('?'));
			const sources = sourcesOf(file);
			for (const source of sources.keys()) this.addWatchFile(source);
			const bytes = await compile(root, file, sources, id.endsWith(FUSED) ? FUSED_OPTIONS : OPTIONS);
			return `export default Uint8Array.from(atob('${Buffer.from(bytes).toString('base64')}'), (c) => c.charCodeAt(0));`;
		}
	};
}

function isKernel(id: string): boolean {
	return id.endsWith(QUERY) || id.endsWith(FUSED);
}

/** The file and all that it imports, by path. */
function sourcesOf(file: string, found = new Map<string, string>()): Map<string, string> {
	if (found.has(file)) return found;
	const text = readFileSync(file, 'utf8');
	found.set(file, text);
	for (const [, specifier] of text.matchAll(/from '(\.[^']+)'/g)) {
		sourcesOf(resolve(dirname(file), `${specifier!}.ts`), found);
	}
	return found;
}

/** The module's bytes, from the cache where the same text was compiled before. */
async function compile(
	root: string,
	file: string,
	sources: Map<string, string>,
	options: readonly string[]
): Promise<Uint8Array> {
	const hash = createHash('sha256').update(JSON.stringify([asc.version, options, [...sources.values()]]));
	const cached = join(root, '.cache', 'wasm', `${hash.digest('hex').slice(0, 32)}.wasm`);
	try {
		return readFileSync(cached);
	} catch {
		const bytes = await compiled(file, options);
		mkdirSync(dirname(cached), { recursive: true });
		writeFileSync(cached, bytes);
		return bytes;
	}
}

async function compiled(file: string, options: readonly string[]): Promise<Uint8Array> {
	let bytes: Uint8Array | null = null;
	const { error, stderr } = await asc.main([file, '--outFile', 'kernel.wasm', '--baseDir', '/', ...options], {
		readFile: (name, base) => readOrNull(resolve(base, name)),
		listFiles: () => [],
		writeFile(name, contents) {
			if (name === 'kernel.wasm') bytes = contents as Uint8Array;
		}
	});
	if (error || !bytes) throw new Error(`${file} could not be compiled:\n${stderr.toString()}`);
	return bytes;
}

function readOrNull(path: string): string | null {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return null;
	}
}
