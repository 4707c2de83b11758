import type MagicString from 'magic-string';
import { blank, blankTypes, isTypeMember } from './blank-types.ts';
import { guardFunction, guardLoop, handedNames } from './guards.ts';
import type { Hooks } from './hooks.ts';
import { children, declaredNames, isFunction, isLoop, isTypeStatement, type SyntaxNode } from './syntax.ts';

interface Place {
	readonly parent: SyntaxNode | null;
	readonly inFunction: boolean;
}

/** Statements that may end without a semicolon and then depend on what follows. */
const ENDS_OPEN = new Set([
	'ExpressionStatement',
	'VariableDeclaration',
	'ReturnStatement',
	'ThrowStatement',
	'PropertyDefinition'
]);

/**
 * Edits every node below the cell's own statements: types go, loops and functions get their guard, `import()` goes
 * through the allow-list, a `var` outside of functions becomes an assignment to the kernel's global.
 */
export function editNodes(
	statements: readonly SyntaxNode[],
	edits: MagicString,
	hooks: Hooks,
	guard: boolean
): void {
	const handed = guard ? handedNames(statements) : new Set<string>();
	const walk = (node: SyntaxNode, place: Place): void => {
		blankTypes(node, edits);
		if (isTypeStatement(node)) return;
		if (isTypeMember(node)) return blank(edits, node.start, node.end, ';');
		const inFunction = place.inFunction || isFunction(node) || node.type === 'StaticBlock';
		for (const child of children(node)) {
			// The key and the value of a shorthand property are one and the same text.
			if (node.type === 'Property' && child === node.key && sameText(child, node.value)) continue;
			walk(child, { parent: node, inFunction });
		}
		if (isLoop(node) && guard) guardLoop(node, edits, hooks);
		if (isFunction(node) && guard) guardFunction(node, place.parent, handed, edits, hooks);
		if (node.type === 'ImportExpression') edits.update(node.start, node.start + 6, hooks.import);
		if (node.type === 'VariableDeclaration' && node.kind === 'var' && !place.inFunction) {
			liftVar(node, edits, place.parent);
		}
		if (place.parent !== null) closeStatement(node, edits, place.parent);
	};
	for (const statement of statements) walk(statement, { parent: null, inFunction: false });
}

function sameText(a: SyntaxNode, b: SyntaxNode | null | undefined): boolean {
	return !!b && a.start === b.start;
}

function isLoopHead(node: SyntaxNode, parent: SyntaxNode | null): boolean {
	return parent !== null && isLoop(parent) && node !== parent.body;
}

/** `var a = 1, b` becomes `a = 1, b`; the names themselves are made at the head of the cell. */
export function liftVar(node: SyntaxNode, edits: MagicString, parent: SyntaxNode | null): void {
	const isEachHead = isLoopHead(node, parent) && parent!.type !== 'ForStatement';
	const wraps = !isEachHead && node.declarations!.some((d) => d.id!.type !== 'Identifier');
	blank(edits, node.start, node.start + node.kind!.length, wraps ? '(' : '');
	if (!wraps) return;
	const end = edits.original[node.end - 1] === ';' ? node.end - 1 : node.end;
	edits.appendLeft(end, ')');
}

/** Writes out the semicolon that the line end stood for: without its types a statement might run on into the next. */
export function closeStatement(node: SyntaxNode, edits: MagicString, parent: SyntaxNode | null): void {
	if (!ENDS_OPEN.has(node.type) || edits.original[node.end - 1] === ';') return;
	if (isLoopHead(node, parent)) return;
	if (parent?.type === 'ExportNamedDeclaration') return;
	edits.appendLeft(node.end, ';');
}

/** Turns a `let` or `var` at the top into assignments to the kernel's global, on the same lines. */
export function liftLet(node: SyntaxNode, edits: MagicString, hooks: Hooks): void {
	const names = declaredNames(node).map((name) => JSON.stringify(name));
	const wraps = node.declarations!.some((d) => d.id!.type !== 'Identifier');
	edits.update(node.start, node.start + node.kind!.length, `${hooks.declare}(${names});${wraps ? '(' : ''}`);
	for (const { id, init } of node.declarations!) {
		if (id!.type === 'Identifier' && !init) edits.appendLeft(id!.start + id!.name!.length, '=undefined');
	}
	const closed = edits.original[node.end - 1] === ';';
	edits.appendLeft(closed ? node.end - 1 : node.end, `${wraps ? ')' : ''}${closed ? '' : ';'}`);
}
