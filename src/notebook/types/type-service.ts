import ts from 'typescript';
import { CellProject, type CellFile } from './cell-project.ts';
import { toCompletions } from './completions.ts';
import type {
	CellPlace,
	CellsUpdate,
	Completions,
	Definition,
	Description,
	HoverAnswer,
	Problem,
	SignatureAnswer
} from './contract.ts';
import { describe } from './doc-text.ts';
import { createLanguageHost, type NotebookHost } from './language-host.ts';
import { findProblems } from './problems.ts';
import { toSignature } from './signature.ts';
import type { TypeIndex, TypePack } from './type-pack.ts';
import { TypeLibrary } from './type-library.ts';

const PREFERENCES: ts.UserPreferences = {
	includeCompletionsWithInsertText: false,
	includeCompletionsForImportStatements: false,
	includeCompletionsForModuleExports: false,
	quotePreference: 'single'
};

export interface TypeServiceOptions {
	readonly index: TypeIndex;
	/** Reads a pack by its name. */
	loadPack(name: string): Promise<TypePack>;
}

/**
 * What TypeScript knows about the cells of one notebook. Answers are about the cells of the last {@link update}; places
 * in cells that it does not know give null or nothing.
 */
export class TypeService {
	readonly #library: TypeLibrary;
	readonly #project = new CellProject();
	readonly #host: NotebookHost;
	readonly #service: ts.LanguageService;

	constructor({ index, loadPack }: TypeServiceOptions) {
		this.#library = new TypeLibrary(index, loadPack);
		this.#host = createLanguageHost(this.#project, this.#library);
		this.#service = ts.createLanguageService(this.#host, ts.createDocumentRegistry());
	}

	/** Takes the notebook's new state over and loads the declarations of the modules that it imports. */
	async update(change: CellsUpdate): Promise<void> {
		this.#project.update(change);
		if (await this.#library.provide(this.#project.modules)) this.#host.grow();
	}

	/** The names that may stand at a place, and the part of the text that they would replace. */
	complete({ cell, offset }: CellPlace): Completions | null {
		const file = this.#project.file(cell);
		if (!file) return null;
		const at = file.start + offset;
		const found = this.#service.getCompletionsAtPosition(file.path, at, PREFERENCES);
		const specifier = this.#specifierAt(file, at);
		if (specifier) {
			const items = this.#library.modules.map((label) => ({ name: label, sortText: '11' }));
			const entries = items.map((item) => ({
				...item,
				kind: ts.ScriptElementKind.moduleElement,
				kindModifiers: ''
			}));
			return { replaces: relative(specifier, file), items: toCompletions(entries) };
		}
		if (!found) return null;
		const span = found.optionalReplacementSpan ?? wordBefore(file, at);
		return { replaces: relative(span, file), items: toCompletions(found.entries) };
	}

	/** Declaration and doc comment of a proposed name. */
	describe({ cell, offset, label }: CellPlace & { readonly label: string }): Description | null {
		const file = this.#project.file(cell);
		if (!file) return null;
		const details = this.#service.getCompletionEntryDetails(
			file.path,
			file.start + offset,
			label,
			undefined,
			undefined,
			PREFERENCES,
			undefined
		);
		return details ? describe(details) : null;
	}

	/** Declaration and doc comment of the name at a place. */
	hover({ cell, offset }: CellPlace): HoverAnswer | null {
		const file = this.#project.file(cell);
		const found = file && this.#service.getQuickInfoAtPosition(file.path, file.start + offset);
		if (!found || found.textSpan.start < file.start) return null;
		return { range: relative(found.textSpan, file), ...describe(found) };
	}

	/** The call that is being written at a place. */
	signature({ cell, offset }: CellPlace): SignatureAnswer | null {
		const file = this.#project.file(cell);
		const found = file && this.#service.getSignatureHelpItems(file.path, file.start + offset, undefined);
		return found ? toSignature(found) : null;
	}

	/** Where the name at a place is declared, if in a cell. */
	define({ cell, offset }: CellPlace): Definition | null {
		const file = this.#project.file(cell);
		if (!file) return null;
		for (const found of this.#service.getDefinitionAtPosition(file.path, file.start + offset) ?? []) {
			const target = this.#declaration(file, found);
			if (target) return target;
		}
		return null;
	}

	/** What is wrong in a cell, in the order of the compiler. */
	problems(cell: string): readonly Problem[] {
		const file = this.#project.file(cell);
		return file ? findProblems(this.#service, file, this.#project, this.#library.modules) : [];
	}

	#declaration(from: CellFile, { fileName, textSpan, name }: ts.DefinitionInfo): Definition | null {
		const file = this.#project.fileAt(fileName);
		if (!file) return null;
		const isWritten = textSpan.start >= file.start && textSpan.start + textSpan.length <= file.end;
		if (isWritten) return { cell: file.id, ...relative(textSpan, file) };
		// A variable of another cell is declared again in the lines before the cell's text.
		const giver = this.#project.giverOf(from.id, name);
		const source = giver === null ? null : this.#project.file(giver);
		const tree = source && this.#service.getProgram()?.getSourceFile(source.path);
		const place = tree && declarationOf(tree, name);
		return source && place ? { cell: source.id, ...relative(place, source) } : null;
	}

	/** The text of a module's name around a place, between its quotes. */
	#specifierAt(file: CellFile, at: number): ts.TextSpan | null {
		const tree = this.#service.getProgram()?.getSourceFile(file.path);
		for (const statement of tree?.statements ?? []) {
			if (!ts.isImportDeclaration(statement)) continue;
			const { moduleSpecifier: text } = statement;
			const start = text.getStart(tree) + 1;
			const end = Math.max(start, text.getEnd() - 1);
			if (ts.isStringLiteral(text) && at >= start && at <= end) return { start, length: end - start };
		}
		return null;
	}
}

function relative({ start, length }: ts.TextSpan, file: CellFile): { from: number; to: number } {
	const from = Math.max(0, start - file.start);
	return { from, to: Math.min(start + length, file.end) - file.start };
}

function wordBefore({ text, start }: CellFile, at: number): ts.TextSpan {
	const length = /[\p{L}\p{N}_$#]*$/u.exec(text.slice(start, at))![0].length;
	return { start: at - length, length };
}

/** The top-level declaration of a name. */
function declarationOf(tree: ts.SourceFile, name: string): ts.TextSpan | null {
	const visit = (node: ts.Node): ts.Identifier | undefined => {
		if (ts.isVariableDeclaration(node) || ts.isBindingElement(node)) {
			if (ts.isIdentifier(node.name) && node.name.text === name) return node.name;
		}
		return ts.isFunctionLike(node) ? undefined : ts.forEachChild(node, visit);
	};
	const found = ts.forEachChild(tree, visit);
	return found ? { start: found.getStart(tree), length: name.length } : null;
}
