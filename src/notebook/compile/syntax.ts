/** The part of acorn's tree (with its TypeScript nodes) that the compiler reads. */
export interface SyntaxNode {
	readonly type: string;
	readonly start: number;
	readonly end: number;
	readonly name?: string;
	readonly kind?: string;
	readonly value?: SyntaxNode | null;
	readonly computed?: boolean;
	readonly declare?: boolean;
	readonly abstract?: boolean;
	readonly optional?: boolean;
	readonly definite?: boolean;
	readonly accessor?: boolean;
	readonly async?: boolean;
	readonly importKind?: string;
	readonly exportKind?: string;
	readonly operator?: string;
	readonly directive?: string;
	readonly id?: SyntaxNode | null;
	readonly key?: SyntaxNode;
	readonly init?: SyntaxNode | null;
	readonly left?: SyntaxNode;
	readonly body?: SyntaxNode | readonly SyntaxNode[] | null;
	readonly param?: SyntaxNode | null;
	readonly params?: readonly SyntaxNode[];
	readonly callee?: SyntaxNode;
	readonly arguments?: readonly SyntaxNode[];
	readonly object?: SyntaxNode;
	readonly property?: SyntaxNode;
	readonly argument?: SyntaxNode | null;
	readonly expression?: SyntaxNode | boolean;
	readonly declaration?: SyntaxNode | null;
	readonly declarations?: readonly SyntaxNode[];
	readonly specifiers?: readonly SyntaxNode[];
	readonly decorators?: readonly SyntaxNode[];
	readonly local?: SyntaxNode;
	readonly imported?: SyntaxNode;
	readonly source?: SyntaxNode | null;
	readonly superClass?: SyntaxNode | null;
	readonly implements?: readonly SyntaxNode[];
	readonly typeParameters?: SyntaxNode;
	readonly typeAnnotation?: SyntaxNode;
	readonly returnType?: SyntaxNode;
	readonly properties?: readonly SyntaxNode[];
	readonly elements?: readonly (SyntaxNode | null)[];
}

/** Members that hold types only: nothing in them is a value. */
const TYPE_KEYS = new Set([
	'typeAnnotation',
	'typeParameters',
	'typeArguments',
	'superTypeParameters',
	'superTypeArguments',
	'returnType',
	'implements'
]);

/** Nodes that are wholly gone when types are. */
const TYPE_STATEMENTS = new Set(['TSInterfaceDeclaration', 'TSTypeAliasDeclaration', 'TSDeclareFunction']);

export function isNode(value: unknown): value is SyntaxNode {
	return typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string';
}

/** Child nodes in source order of their members, without types. */
export function children(node: SyntaxNode): SyntaxNode[] {
	const found: SyntaxNode[] = [];
	for (const [key, value] of Object.entries(node)) {
		if (TYPE_KEYS.has(key)) continue;
		if (Array.isArray(value)) found.push(...value.filter(isNode));
		else if (isNode(value)) found.push(value);
	}
	return found;
}

/** Whether a statement vanishes with the types: an interface, a type alias, an overload, whatever is `declare`d. */
export function isTypeStatement(node: SyntaxNode): boolean {
	if (TYPE_STATEMENTS.has(node.type)) return true;
	if (node.type === 'ImportDeclaration') return node.importKind === 'type';
	if (node.type === 'ExportNamedDeclaration' && node.exportKind === 'type') return true;
	if (node.type === 'ExportNamedDeclaration' && isNode(node.declaration))
		return isTypeStatement(node.declaration);
	return node.declare === true && /Declaration$/.test(node.type) && node.type !== 'TSEnumDeclaration';
}

export function isFunction(node: SyntaxNode): boolean {
	return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
}

export function isLoop(node: SyntaxNode): boolean {
	return /^(For|ForIn|ForOf|While|DoWhile)Statement$/.test(node.type);
}

/** Names that a binding pattern binds, in source order. */
export function boundNames(pattern: SyntaxNode): string[] {
	switch (pattern.type) {
		case 'Identifier':
			return [pattern.name!];
		case 'ObjectPattern':
			return pattern.properties!.flatMap((p) => boundNames(p.type === 'Property' ? p.value! : p));
		case 'ArrayPattern':
			return pattern.elements!.flatMap((element) => (element ? boundNames(element) : []));
		case 'AssignmentPattern':
			return boundNames(pattern.left!);
		case 'RestElement':
			return boundNames(pattern.argument!);
		default:
			return [];
	}
}

/** Names that a `const`, `let`, `var` or `using` declares. */
export function declaredNames(declaration: SyntaxNode): string[] {
	return declaration.declarations!.flatMap((d) => boundNames(d.id!));
}

/** `var` names that belong to the function (or cell) around these nodes, however deep in blocks they stand. */
export function varNames(nodes: readonly SyntaxNode[]): string[] {
	return nodes.flatMap((node) => {
		if (isTypeStatement(node) || isFunction(node) || node.type === 'StaticBlock') return [];
		const own = node.type === 'VariableDeclaration' && node.kind === 'var' ? declaredNames(node) : [];
		return [...own, ...varNames(children(node))];
	});
}
