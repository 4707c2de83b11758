import ts from 'typescript';
import type { CellFile, CellProject } from './cell-project.ts';
import type { TypeLibrary } from './type-library.ts';

/**
 * Lenient where a learner's JavaScript is right and the compiler could not know it: parameters without types, members
 * that AWS declares as perhaps missing. What cannot run here is still refused.
 */
const OPTIONS: ts.CompilerOptions = {
	target: ts.ScriptTarget.ESNext,
	module: ts.ModuleKind.ESNext,
	moduleResolution: ts.ModuleResolutionKind.Bundler,
	moduleDetection: ts.ModuleDetectionKind.Force,
	lib: ['lib.es2023.d.ts'],
	types: [],
	noEmit: true,
	skipLibCheck: true,
	skipDefaultLibCheck: true,
	strict: false,
	strictBindCallApply: true,
	noImplicitAny: false,
	noImplicitThis: false,
	erasableSyntaxOnly: true,
	allowUnreachableCode: true,
	allowUnusedLabels: true
};

export interface NotebookHost extends ts.LanguageServiceHost {
	/** The library has more files than before: what could not be found may be there now. */
	grow(): void;
}

/** The notebook as the compiler sees it: cells in front of a library that only grows. */
export function createLanguageHost(project: CellProject, library: TypeLibrary): NotebookHost {
	let generation = 0;
	const snapshots = new WeakMap<CellFile, ts.IScriptSnapshot>();
	const librarySnapshots = new Map<string, ts.IScriptSnapshot>();
	const textOf = (path: string): string | undefined => project.fileAt(path)?.text ?? library.text(path);
	return {
		grow: () => void generation++,
		getCompilationSettings: () => OPTIONS,
		getProjectVersion: () =>
			`${generation};${project.files.map(({ path, version }) => `${path}@${version}`).join(';')}`,
		getScriptFileNames: () => [...library.roots, ...project.files.map(({ path }) => path)],
		// A cell of another version is resolved anew.
		getScriptVersion(path) {
			const cell = project.fileAt(path);
			return cell ? `${generation}.${cell.version}` : '0';
		},
		getScriptSnapshot(path) {
			const cell = project.fileAt(path);
			const known = cell ? snapshots.get(cell) : librarySnapshots.get(path);
			if (known) return known;
			const text = textOf(path);
			if (text === undefined) return undefined;
			const snapshot = ts.ScriptSnapshot.fromString(text);
			if (cell) snapshots.set(cell, snapshot);
			else librarySnapshots.set(path, snapshot);
			return snapshot;
		},
		useCaseSensitiveFileNames: () => true,
		getCurrentDirectory: () => '/',
		getDefaultLibFileName: () => '/lib/lib.es2023.d.ts',
		fileExists: (path) => textOf(path) !== undefined,
		readFile: textOf,
		resolveModuleNameLiterals: (literals, from) =>
			literals.map(({ text }) => {
				const path = cellPath(text, from, project) ?? library.resolve(text, from);
				const resolvedModule = path === null ? undefined : moduleAt(path);
				return { resolvedModule };
			})
	};
}

/** Cells import each other by `./number`, which no learner writes: a notebook has no files beside it. */
function cellPath(specifier: string, from: string, project: CellProject): string | null {
	if (!from.startsWith('/cells/') || !specifier.startsWith('./')) return null;
	return project.fileAt(`/cells/${specifier.slice(2)}.ts`)?.path ?? null;
}

function moduleAt(path: string): ts.ResolvedModuleFull {
	const extension = path.endsWith('.d.ts') ? ts.Extension.Dts : ts.Extension.Ts;
	return { resolvedFileName: path, extension, isExternalLibraryImport: path.endsWith('.d.ts') };
}
