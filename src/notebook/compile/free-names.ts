import { isTypeMember } from './blank-types.ts';
import {
	boundNames,
	children,
	declaredNames,
	isFunction,
	isNode,
	isTypeStatement,
	varNames,
	type SyntaxNode
} from './syntax.ts';

/**
 * Names that statements read or write without declaring them: what a cell needs from the cells above, and the globals
 * it touches. In order of first appearance; names that occur in types alone do not count.
 */
export function freeNames(statements: readonly SyntaxNode[]): string[] {
	return [...findNames(statements).free];
}

/**
 * Names that statements give another value without declaring them, in functions too, whether or not they are called.
 * What a method or an assignment to a member changes inside a value (`rows.push(1)`, `options.depth = 3`) is not seen.
 */
export function assignedNames(statements: readonly SyntaxNode[]): string[] {
	return [...findNames(statements).assigned];
}

interface Found {
	readonly free: Set<string>;
	readonly assigned: Set<string>;
}

function findNames(statements: readonly SyntaxNode[]): Found {
	const found: Found = { free: new Set(), assigned: new Set() };
	const top = new Scope(null, [...lexicalNames(statements), ...varNames(statements)]);
	for (const statement of statements) visit(statement, top, found);
	return found;
}

class Scope {
	readonly #parent: Scope | null;
	readonly #names: ReadonlySet<string>;

	constructor(parent: Scope | null, names: readonly string[]) {
		this.#parent = parent;
		this.#names = new Set(names);
	}

	has(name: string): boolean {
		return this.#names.has(name) || (this.#parent?.has(name) ?? false);
	}
}

/** Names that a block's own statements declare. */
export function lexicalNames(statements: readonly SyntaxNode[]): string[] {
	return statements.flatMap((statement) => {
		if (isTypeStatement(statement)) return [];
		const node = isNode(statement.declaration) ? statement.declaration : statement;
		switch (node.type) {
			case 'VariableDeclaration':
				return node.kind === 'var' ? [] : declaredNames(node);
			case 'FunctionDeclaration':
			case 'ClassDeclaration':
				return node.id ? [node.id.name!] : [];
			case 'ImportDeclaration':
				return valueSpecifiers(node).map((s) => s.local!.name!);
			default:
				return [];
		}
	});
}

/** Specifiers of an import that are no types. */
export function valueSpecifiers(declaration: SyntaxNode): SyntaxNode[] {
	return declaration.specifiers!.filter((s) => s.importKind !== 'type');
}

function visit(node: SyntaxNode, scope: Scope, found: Found): void {
	if (isTypeStatement(node) || isTypeMember(node)) return;
	if (isFunction(node)) return visitFunction(node, scope, found);
	const visitAll = (nodes: readonly SyntaxNode[], inner: Scope): void => {
		for (const child of nodes) visit(child, inner, found);
	};
	for (const name of targets(node)) if (!scope.has(name)) found.assigned.add(name);
	switch (node.type) {
		case 'Identifier':
			if (!scope.has(node.name!)) found.free.add(node.name!);
			return;
		case 'MemberExpression':
			return visitAll(node.computed ? [node.object!, node.property!] : [node.object!], scope);
		case 'Property':
		case 'PropertyDefinition':
		case 'MethodDefinition':
			if (node.computed) visit(node.key!, scope, found);
			return node.value ? visit(node.value, scope, found) : undefined;
		case 'BlockStatement':
		case 'StaticBlock': {
			const statements = node.body as readonly SyntaxNode[];
			const vars = node.type === 'StaticBlock' ? varNames(statements) : [];
			return visitAll(statements, new Scope(scope, [...lexicalNames(statements), ...vars]));
		}
		case 'SwitchStatement': {
			const cases = children(node);
			return visitAll(cases, new Scope(scope, lexicalNames(cases.flatMap(children))));
		}
		case 'ForStatement':
		case 'ForInStatement':
		case 'ForOfStatement': {
			const head = node.init ?? node.left;
			return visitAll(children(node), new Scope(scope, head ? lexicalNames([head]) : []));
		}
		case 'CatchClause':
			return visitAll(children(node), new Scope(scope, node.param ? boundNames(node.param) : []));
		case 'ClassDeclaration':
		case 'ClassExpression':
			return visitAll(children(node), new Scope(scope, node.id ? [node.id.name!] : []));
		case 'LabeledStatement':
			return visit(node.body as SyntaxNode, scope, found);
		case 'ExportSpecifier':
			return visit(node.local!, scope, found);
		case 'BreakStatement':
		case 'ContinueStatement':
		case 'ImportDeclaration':
		case 'MetaProperty':
			return;
		default:
			return visitAll(children(node), scope);
	}
}

function visitFunction(node: SyntaxNode, scope: Scope, found: Found): void {
	const body = node.body as SyntaxNode;
	const statements = body.type === 'BlockStatement' ? (body.body as readonly SyntaxNode[]) : [];
	const own = node.type === 'FunctionExpression' && node.id ? [node.id.name!] : [];
	const params = node.params!.flatMap(boundNames);
	const implicit = node.type === 'ArrowFunctionExpression' ? [] : ['arguments', 'this'];
	const inner = new Scope(scope, [
		...own,
		...params,
		...implicit,
		...lexicalNames(statements),
		...varNames(statements)
	]);
	for (const param of node.params!) visit(param, inner, found);
	for (const child of body.type === 'BlockStatement' ? statements : [body]) visit(child, inner, found);
}

/** Names to which a node itself assigns. */
function targets(node: SyntaxNode): string[] {
	switch (node.type) {
		case 'AssignmentExpression':
		case 'ForInStatement':
		case 'ForOfStatement':
			return node.left ? boundNames(node.left) : [];
		case 'UpdateExpression':
			return node.argument ? boundNames(node.argument) : [];
		default:
			return [];
	}
}
