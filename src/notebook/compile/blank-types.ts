import type MagicString from 'magic-string';
import { unsupported } from './cell-syntax-error.ts';
import { isNode, isTypeStatement, type SyntaxNode } from './syntax.ts';

/** Overwrites with spaces; line ends stay, so that every position behind stays too. */
export function blank(edits: MagicString, start: number, end: number, first = '', last = ''): void {
	if (end <= start) return;
	const spaces = edits.original.slice(start, end).replace(/[^\r\n\u2028\u2029]/g, ' ');
	edits.update(start, end, first + spaces.slice(first.length, spaces.length - last.length) + last);
}

/**
 * Takes the types of one node away. Its children are left to the caller, who must not go into what
 * {@link isTypeStatement} names. Throws a CellSyntaxError for TypeScript that is more than types.
 */
export function blankTypes(node: SyntaxNode, edits: MagicString): void {
	refuse(node, edits.original);
	if (isTypeStatement(node)) {
		// The semicolon keeps the statements before and behind apart, as the types did.
		blank(edits, node.start, node.end, ';');
		return;
	}
	switch (node.type) {
		// Brackets around the expression are no nodes, so the type's own words mark where it begins.
		case 'TSAsExpression':
			return blank(edits, edits.original.lastIndexOf('as', node.typeAnnotation!.start), node.end);
		case 'TSSatisfiesExpression':
			return blank(edits, edits.original.lastIndexOf('satisfies', node.typeAnnotation!.start), node.end);
		case 'TSNonNullExpression':
			return blank(edits, node.end - 1, node.end);
		case 'TSTypeAssertion':
			// With brackets around, neither a line end in the type nor `{` behind it changes what is meant.
			blank(edits, node.start, edits.original.indexOf('>', node.typeAnnotation!.end) + 1, '(');
			edits.appendLeft(node.end, ')');
			return;
		case 'VariableDeclarator':
			if (node.definite) blankMark(edits, '!', node.id!.typeAnnotation!.start);
			break;
		case 'ClassDeclaration':
		case 'ClassExpression':
			blankClassHead(node, edits);
			break;
		case 'PropertyDefinition':
		case 'MethodDefinition':
			blankMember(node, edits);
			break;
		case 'ArrowFunctionExpression':
			blankArrow(node, edits);
			break;
	}
	if (node.params) blankParameters(node, edits);
	blankAnnotations(node, edits);
}

function blankAnnotations(node: SyntaxNode, edits: MagicString): void {
	const record = node as unknown as Record<string, unknown>;
	const isArrow = node.type === 'ArrowFunctionExpression';
	for (const key of [
		'typeAnnotation',
		'typeParameters',
		'typeArguments',
		'superTypeParameters',
		'returnType'
	]) {
		const type = record[key];
		if (!isNode(type) || (isArrow && (key === 'returnType' || key === 'typeParameters'))) continue;
		blank(edits, type.start, type.end);
	}
}

/** No line may end before `=>`, nor between `async` and `(`: there the bracket moves to the type's other end. */
function blankArrow(node: SyntaxNode, edits: MagicString): void {
	const code = edits.original;
	const { typeParameters, returnType } = node;
	if (typeParameters) {
		const moves = node.async === true && spansLines(code, typeParameters);
		blank(edits, typeParameters.start, typeParameters.end, moves ? '(' : '');
		const bracket = code.indexOf('(', typeParameters.end);
		if (moves) blank(edits, bracket, bracket + 1);
	}
	if (returnType) {
		const moves = spansLines(code, returnType);
		const bracket = code.lastIndexOf(')', returnType.start);
		if (moves) blank(edits, bracket, bracket + 1);
		blank(edits, returnType.start, returnType.end, '', moves ? ')' : '');
	}
}

function spansLines(code: string, node: SyntaxNode): boolean {
	return /[\r\n\u2028\u2029]/.test(code.slice(node.start, node.end));
}

function blankClassHead(node: SyntaxNode, edits: MagicString): void {
	const code = edits.original;
	if (node.abstract) {
		const at = code.indexOf('abstract', node.start);
		blank(edits, at, at + 'abstract'.length);
	}
	if (!node.implements?.length) return;
	const start = code.lastIndexOf('implements', node.implements[0]!.start);
	blank(edits, start, node.implements.at(-1)!.end);
}

const MODIFIERS = /\b(?:public|private|protected|readonly|override|declare|abstract)\b/g;

/** Whether a class member has no body and no field at run time. */
export function isTypeMember(node: SyntaxNode): boolean {
	if (node.type === 'TSIndexSignature') return true;
	if (node.type === 'MethodDefinition') return node.value?.type === 'TSDeclareMethod';
	return node.type === 'PropertyDefinition' && (node.declare === true || node.abstract === true);
}

function blankMember(node: SyntaxNode, edits: MagicString): void {
	const code = edits.original;
	for (const word of code.slice(node.start, node.key!.start).matchAll(MODIFIERS)) {
		blank(edits, node.start + word.index, node.start + word.index + word[0].length);
	}
	if (!node.optional && !node.definite) return;
	const keyEnd = node.computed ? code.indexOf(']', node.key!.end) : node.key!.end;
	const mark = code.indexOf(node.optional ? '?' : '!', keyEnd);
	blank(edits, mark, mark + 1);
}

function blankParameters(node: SyntaxNode, edits: MagicString): void {
	const code = edits.original;
	node.params!.forEach((param, i) => {
		if (i === 0 && param.name === 'this') {
			const comma = /^\s*,/.exec(code.slice(param.end));
			blank(edits, param.end, param.end + (comma ? comma[0].length : 0));
			blank(edits, param.start, param.start + 'this'.length);
		}
		if (param.optional) blankMark(edits, '?', param.typeAnnotation?.start ?? param.end);
	});
}

/** Takes away the mark that stands before an offset, white space and comments aside. */
function blankMark(edits: MagicString, mark: string, before: number): void {
	const at = edits.original.lastIndexOf(mark, before);
	blank(edits, at, at + 1);
}

function refuse(node: SyntaxNode, source: string): void {
	const no = (message: string, hint: string): never => {
		throw unsupported(source, node.start, message, hint);
	};
	if (node.decorators?.length) no('Decorators cannot be used in cells.', 'Call the function yourself.');
	if (node.accessor) no("'accessor' fields cannot be used in cells.", 'Write a getter and a setter.');
	switch (node.type) {
		case 'TSEnumDeclaration':
			return no(
				"An 'enum' cannot be used in cells.",
				"Use an object: const Color = { Red: 'red' } as const."
			);
		case 'TSModuleDeclaration':
			if (!node.declare) no("A 'namespace' cannot be used in cells.", 'Use an object or plain functions.');
			return;
		case 'TSParameterProperty':
			return no(
				'A constructor parameter of a cell cannot declare a field.',
				'Declare the field in the class and assign it in the constructor.'
			);
		case 'TSImportEqualsDeclaration':
		case 'TSExportAssignment':
			return no('CommonJS modules cannot be used in cells.', "Write import { name } from 'module'.");
		case 'ExportDefaultDeclaration':
		case 'ExportAllDeclaration':
			return no(
				'A cell is no module: there is nobody to export to.',
				'Names that a cell defines are seen by all cells.'
			);
		case 'MetaProperty':
			if (source.startsWith('import', node.start)) no("A cell has no 'import.meta'.", 'A cell is no file.');
	}
}
