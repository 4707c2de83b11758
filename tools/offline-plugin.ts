import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { PAGE, type Precache } from '../src/ui/offline/precache.ts';

const WORKER = 'src/ui/offline/service-worker.ts';
/** Beside the page, so that its scope is the page's folder wherever that lies. Never hashed: its address is asked again. */
const WORKER_FILE = 'sw.js';

/** What no browser with service workers asks for: maps of sources, and fonts in forms older than woff2. */
const NOT_STORED = /\.(map|ttf|woff)$/;

/** What a plugin must know of the files of a build. */
export interface BuiltFile {
	readonly name: string;
	readonly bytes: Uint8Array;
	/** Whether the page cannot begin without it. */
	readonly isShell: boolean;
}

/**
 * Makes the build work offline: lists its files, writes the service worker that stores exactly these, and marks the page
 * with the version. The development server gets none of this.
 */
export function offlinePlugin(): Plugin {
	let root = '';
	return {
		name: 'sagebrush-offline',
		// A build for Node, of a benchmark for example, is no page.
		apply: ({ build }, { command }) => command === 'build' && !build?.ssr,
		configResolved(config) {
			root = config.root;
		},
		async writeBundle({ dir }, bundle) {
			if (dir === undefined) return;
			const shell = shellOf(bundle);
			const publicFiles = filesIn(join(root, 'public'));
			const files = [...Object.keys(bundle), ...publicFiles]
				.filter((name) => !NOT_STORED.test(name))
				.map((name) => ({
					name,
					bytes: new Uint8Array(readFileSync(join(dir, name))),
					isShell: shell.has(name) || publicFiles.includes(name)
				}));
			const worker = await bundleWorker(root);
			const precache = precacheOf([
				...files,
				{ name: WORKER_FILE, bytes: Buffer.from(worker), isShell: false }
			]);
			const page = join(dir, 'index.html');
			writeFileSync(page, marked(readFileSync(page, 'utf8'), precache.version));
			writeFileSync(join(dir, WORKER_FILE), `const SAGEBRUSH_PRECACHE=${JSON.stringify(precache)};${worker}`);
		}
	};
}

/** The list of a build: a version that any changed file changes, the shell, and the rest from small to large. */
export function precacheOf(files: readonly BuiltFile[]): Precache {
	const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
	const hash = createHash('sha256');
	for (const { name, bytes } of sorted) hash.update(`${name}\n${bytes.length}\n`).update(bytes);
	const stored = sorted.filter(({ name }) => name !== WORKER_FILE);
	const paths = (some: readonly BuiltFile[]): string[] =>
		some.map(({ name }) => (name === 'index.html' ? PAGE : `./${name}`));
	const rest = stored.filter(({ isShell }) => !isShell).sort((a, b) => a.bytes.length - b.bytes.length);
	return {
		version: hash.digest('hex').slice(0, 16),
		shell: paths(stored.filter(({ isShell }) => isShell)),
		rest: paths(rest)
	};
}

function marked(html: string, version: string): string {
	return html.replace('</head>', `\t<meta name="sagebrush-build" content="${version}" />\n\t</head>`);
}

type Bundle = Parameters<Extract<Plugin['writeBundle'], (...args: never[]) => unknown>>[1];

/** The page, its entry, all that the entry imports at once, and their style sheets. */
function shellOf(bundle: Bundle): ReadonlySet<string> {
	const shell = new Set(['index.html']);
	const add = (name: string): void => {
		const part = bundle[name];
		if (!part || part.type !== 'chunk' || shell.has(name)) return;
		shell.add(name);
		for (const css of part.viteMetadata?.importedCss ?? []) shell.add(css);
		part.imports.forEach(add);
	};
	for (const [name, part] of Object.entries(bundle)) if (part.type === 'chunk' && part.isEntry) add(name);
	return shell;
}

function filesIn(folder: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => statSync(join(folder, name)).isFile())
		.map((name) => name.replaceAll('\\', '/'));
}

async function bundleWorker(root: string): Promise<string> {
	const built = await build({
		root,
		configFile: false,
		mode: 'production',
		logLevel: 'warn',
		publicDir: false,
		build: {
			write: false,
			target: 'es2023',
			minify: true,
			modulePreload: false,
			rolldownOptions: {
				input: join(root, WORKER),
				checks: { bundlerTimings: false },
				output: { format: 'iife' }
			}
		}
	});
	const chunk = 'output' in built ? built.output.find((part) => part.type === 'chunk') : undefined;
	if (chunk?.type !== 'chunk') throw new TypeError('The service worker was not bundled.');
	return chunk.code;
}
