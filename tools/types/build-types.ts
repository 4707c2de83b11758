import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import ts from 'typescript';
import type { TypePack, TypePacks } from '../../src/notebook/types/type-pack.ts';
import { CELL_MODULES } from '../../src/notebook/sdk/modules.ts';
import { COMMANDS_INDEX, fromMergedCommands, mergeCommands } from './merge-commands.ts';
import { GLOBALS_SOURCE, NOTEBOOK_GLOBALS, NO_NODE } from './notebook-globals.ts';
import { pickDeclarations } from './pick-declarations.ts';
import { slimComments } from './slim-comments.ts';
import { PAGE_STAND_INS, WEB_CUT, WEB_ROOTS } from './web-globals.ts';

const LIB = 'node_modules/typescript/lib';
/** The language of the cells: what every browser that can open the page has. */
const LANGUAGE = 'lib.es2023.d.ts';
/** Where packages lie for the compiler: below a folder named node_modules it would look for package.json at every edit. */
const PACKAGES = '/packages/';
const NODE_FILE = '/no-node.d.ts';
/** Names of run-time descriptions that the clients export and nobody writes. */
const LEFT_OUT = /\/schemas\/schemas_\d+\.d\.ts$/;

/**
 * Collects the declarations that cells see: the language, the globals of the kernel, and every module of the allow-list
 * with all that it mentions. One pack for the globals, one for our modules, one for each package.
 */
export function buildTypes(root: string): TypePacks {
	return new TypeCollector(root).collect();
}

class TypeCollector {
	readonly #root: string;
	readonly #options: ts.CompilerOptions;
	readonly #resolutions: ts.ModuleResolutionCache;
	#program: ts.Program | null = null;
	readonly #emitted = new Map<string, string>();
	readonly #packs = new Map<string, Record<string, string>>();
	readonly #packages: Record<string, string> = {};
	readonly #mentions = new Map<string, readonly string[]>();

	constructor(root: string) {
		this.#root = root;
		const config: unknown = ts.readConfigFile(join(root, 'src/notebook/tsconfig.json'), (file) =>
			ts.sys.readFile(file)
		).config;
		this.#options = {
			...ts.parseJsonConfigFileContent(config, ts.sys, join(root, 'src/notebook')).options,
			noEmit: false,
			declaration: true,
			emitDeclarationOnly: true,
			stripInternal: true,
			// Types are checked elsewhere; here they are only written down.
			noCheck: true,
			rootDir: root,
			outDir: '/'
		};
		this.#resolutions = ts.createModuleResolutionCache(root, (name) => name, this.#options);
	}

	collect(): TypePacks {
		this.#emit();
		const modules: Record<string, { entry: string; packs: string[] }> = {};
		for (const [specifier, source] of Object.entries(CELL_MODULES)) {
			const entry = declarationOf(source);
			if (!this.#emitted.has(entry)) continue;
			modules[specifier] = { entry, packs: this.#packsOf(this.#visit(entry)) };
		}
		const globals: TypePack = { files: { ...this.#language(), ...this.#globals(), [NODE_FILE]: NO_NODE } };
		const packs = Object.fromEntries(Array.from(this.#packs, ([name, files]) => [name, { files }]));
		return { index: { modules, packages: this.#packages }, packs: { globals, ...packs } };
	}

	/** Our own modules as declarations. */
	#emit(): void {
		const entries = [GLOBALS_SOURCE, ...Object.values(CELL_MODULES)]
			.map((source) => join(this.#root, source))
			.filter((file) => existsSync(file));
		this.#program = ts.createProgram(entries, this.#options);
		this.#program.emit(undefined, (file, text) => this.#emitted.set(file, text));
	}

	/** The file and all that it mentions, itself first. */
	#visit(entry: string): Set<string> {
		const seen = new Set([entry]);
		for (const file of seen) {
			for (const next of this.#mentionsOf(file)) seen.add(next);
		}
		return seen;
	}

	#mentionsOf(file: string): readonly string[] {
		const known = this.#mentions.get(file);
		if (known) return known;
		const text = this.#textOf(file);
		const name = packOf(file);
		const pack = this.#packs.get(name) ?? {};
		this.#packs.set(name, pack);
		pack[file] = text;
		const found = specifiersIn(this.#treeOf(file, text)).flatMap(
			(specifier) => this.#resolve(specifier, file) ?? []
		);
		this.#mentions.set(file, found);
		return found;
	}

	#treeOf(file: string, text: string): ts.SourceFile {
		// What was merged mentions other files than the program has read.
		const isOther = this.#emitted.has(file) || text.includes('/commands/') || COMMANDS_INDEX.test(file);
		const parsed = isOther ? undefined : this.#program?.getSourceFile(this.#diskPath(file));
		return parsed ?? ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
	}

	#textOf(file: string): string {
		const own = this.#emitted.get(file);
		if (own !== undefined) return patched(file, own);
		const path = this.#diskPath(file);
		const text = readFileSync(path, 'utf8');
		if (!COMMANDS_INDEX.test(file)) return slimComments(fromMergedCommands(text));
		return slimComments(
			mergeCommands(text, (name) => readFileSync(join(dirname(path), `${name}.d.ts`), 'utf8'))
		);
	}

	#resolve(specifier: string, from: string): string | null {
		const found = ts.resolveModuleName(
			specifier,
			this.#diskPath(from),
			this.#options,
			ts.sys,
			this.#resolutions
		);
		const path = found.resolvedModule?.resolvedFileName;
		const isRelative = specifier.startsWith('.') || specifier.startsWith('#');
		if (path === undefined) {
			if (!isRelative) this.#packages[specifier] ??= NODE_FILE;
			return null;
		}
		const local = `/${posix.relative(this.#root, path)}`;
		if (LEFT_OUT.test(local)) return null;
		const target = local.startsWith('/src/')
			? local.replace(/(\.d)?\.ts$/, '.d.ts')
			: local.replace('/node_modules/', PACKAGES);
		if (!isRelative) this.#packages[specifier] ??= target;
		return target;
	}

	#diskPath(file: string): string {
		const source = this.#emitted.has(file) ? file.replace(/\.d\.ts$/, '.ts') : file;
		return join(this.#root, source.replace(/^\/packages\//, '/node_modules/'));
	}

	#packsOf(files: Iterable<string>): string[] {
		return [...new Set(Array.from(files, packOf))];
	}

	#language(): Record<string, string> {
		const files: Record<string, string> = {};
		const queue = [LANGUAGE];
		for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
			const text = readFileSync(join(this.#root, LIB, name), 'utf8');
			files[`/lib/${name}`] = text.replace(/^\/\*![^]*?\*\/\s*/, '');
			for (const [, lib] of text.matchAll(/^\/\/\/ <reference lib="(.*)" \/>/gm))
				queue.push(`lib.${lib}.d.ts`);
		}
		return files;
	}

	#globals(): Record<string, string> {
		const web = readFileSync(join(this.#root, LIB, 'lib.webworker.d.ts'), 'utf8');
		const picked = pickDeclarations(web, WEB_ROOTS, WEB_CUT);
		const shown = declarationOf(GLOBALS_SOURCE);
		return {
			'/globals.d.ts': [picked, PAGE_STAND_INS, NOTEBOOK_GLOBALS].join('\n'),
			[shown]: this.#emitted.get(shown) ?? ''
		};
	}
}

function declarationOf(source: string): string {
	return `/${source.replace(/\.ts$/, '.d.ts')}`;
}

/** Tables come from files, so the compiler cannot know which columns hold numbers; learners must not have to say so. */
const PATCHES: readonly { readonly file: RegExp; readonly from: string; readonly to: string }[] = [
	{
		file: /\/ml\/data\/read-table\.d\.ts$/,
		from: 'Record<string, number | string>',
		to: 'Record<string, any>'
	}
];

function patched(file: string, text: string): string {
	const patch = PATCHES.find((p) => p.file.test(file));
	if (!patch) return text;
	if (!text.includes(patch.from)) throw new TypeError(`${file} does not say '${patch.from}' any more.`);
	return text.replace(patch.from, patch.to);
}

/** Ours together; the small packages below the AWS clients together; every other package by itself. */
function packOf(file: string): string {
	const [, top, scope = '', name = ''] = file.split('/');
	if (top !== 'packages') return 'ours';
	if (scope === '@aws-sdk' && name.startsWith('client-')) return `aws-${name}`;
	if (scope === '@aws-sdk' || scope === '@smithy') return 'aws-base';
	return 'plot';
}

function specifiersIn(file: ts.SourceFile): string[] {
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
			if (node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
				found.push(node.moduleSpecifier.text);
			}
		}
		if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
			if (ts.isStringLiteral(node.argument.literal)) found.push(node.argument.literal.text);
		}
		ts.forEachChild(node, visit);
	};
	visit(file);
	return found;
}
