import { createHash } from 'node:crypto';
import type { Connect, Plugin } from 'vite';
import { buildKernel, type BuiltKernel } from './build-kernel.ts';

const VIRTUAL = 'virtual:sagebrush-kernel';
/** Where the development server offers the files of the kernel. */
const DEV_PATH = '/@sagebrush-kernel/';

/** A file of the kernel under the name that it is served by. */
interface KernelFile {
	/** `frame`, `worker`, `gate`, `program`, or the specifier of a module or chunk. */
	readonly key: string;
	readonly name: string;
	readonly source: string;
}

/**
 * Bundles the kernel and the modules that cells may import, apart from the page: they run in a sandbox that can reach
 * no file of ours, so they are handed over as text. Offers their URLs as `virtual:sagebrush-kernel`, in the build as
 * assets beside the page, on the development server from memory.
 */
export function kernelPlugin(): Plugin {
	let root = '';
	let isBuild = false;
	let files: Promise<readonly KernelFile[]> | null = null;
	const loadFiles = (warn: (message: string) => void): Promise<readonly KernelFile[]> => {
		files ??= buildKernel(root, warn).then(namedFiles);
		return files;
	};
	return {
		name: 'sagebrush-kernel',
		configResolved(config) {
			root = config.root;
			isBuild = config.command === 'build';
		},
		configureServer(server) {
			server.middlewares.use(serveFiles(() => loadFiles((message) => server.config.logger.warn(message))));
			server.watcher.on('change', (file) => {
				if (isKernelSource(file.slice(root.length + 1).replaceAll('\\', '/'))) files = null;
			});
		},
		resolveId: (id) => (id === VIRTUAL ? `\0${VIRTUAL}` : null),
		async load(id) {
			if (id !== `\0${VIRTUAL}`) return null;
			const found = await loadFiles((message) => this.warn(message));
			if (!isBuild)
				return urlModule(found, (file) => `new URL('${DEV_PATH}${file.name}', location.origin).href`);
			return urlModule(found, (file) => {
				const id = this.emitFile({ type: 'asset', fileName: `assets/${file.name}`, source: file.source });
				return `import.meta.ROLLUP_FILE_URL_${id}`;
			});
		}
	};
}

function urlModule(files: readonly KernelFile[], urlOf: (file: KernelFile) => string): string {
	const lines: string[] = [];
	const modules: string[] = [];
	for (const file of files) {
		const isPart = ['frame', 'worker', 'gate', 'program'].includes(file.key);
		if (isPart) lines.push(`export const ${file.key}Url = ${urlOf(file)};`);
		else modules.push(`${JSON.stringify(file.key)}: ${urlOf(file)}`);
	}
	return [...lines, `export const moduleUrls = {${modules.join(',\n')}};`].join('\n');
}

function namedFiles(kernel: BuiltKernel): readonly KernelFile[] {
	const named = (key: string, source: string, extension: string): KernelFile => {
		const hash = createHash('sha256').update(source).digest('hex').slice(0, 8);
		const stem = key.replace(/^\.\/sagebrush-chunk-|\.js$/g, '').replace(/[^\w-]+/g, '-');
		return { key, source, name: `cell-${stem.replace(/^-/, '')}-${hash}.${extension}` };
	};
	const modules = Object.entries(kernel.modules).map(([key, source]) => named(key, source, 'js'));
	return [
		named('frame', kernel.frame, 'html'),
		named('worker', kernel.worker, 'js'),
		named('gate', kernel.gate, 'js'),
		named('program', kernel.program, 'js'),
		...modules
	];
}

function serveFiles(load: () => Promise<readonly KernelFile[]>): Connect.NextHandleFunction {
	return (request, response, next) => {
		const at = request.url?.indexOf(DEV_PATH) ?? -1;
		if (at < 0) return next();
		const name = request.url!.slice(at + DEV_PATH.length).replace(/[?#].*$/, '');
		load().then((files) => {
			const file = files.find((f) => f.name === name);
			response.statusCode = file ? 200 : 404;
			response.setHeader('content-type', name.endsWith('.html') ? 'text/html' : 'text/javascript');
			response.end(file?.source);
		}, next);
	};
}

/** Whether a path, relative to the root, may take part in the kernel's bundles. */
function isKernelSource(path: string): boolean {
	return /^(src\/(base|ml|sim|engine|notebook)\/|tools\/|package-lock\.json$)/.test(path);
}
