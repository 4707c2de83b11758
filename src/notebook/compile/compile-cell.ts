import MagicString from 'magic-string';
import { blank } from './blank-types.ts';
import { CellSyntaxError, placeOf, unsupported } from './cell-syntax-error.ts';
import { closeStatement, editNodes, liftLet } from './edit-nodes.ts';
import { assignedNames, freeNames, lexicalNames, valueSpecifiers } from './free-names.ts';
import { hookNames, type Hooks } from './hooks.ts';
import { parseCell } from './parse-cell.ts';
import { declaredNames, isNode, isTypeStatement, varNames, type SyntaxNode } from './syntax.ts';

export interface CompiledCell {
	readonly source: string;
	/** Body of a strict async function whose parameters are {@link hooks}; lines are those of the source. */
	readonly code: string;
	readonly hooks: Hooks;
	/** Names that the cell adds to the notebook's scope. */
	readonly defines: readonly string[];
	/** Names that it reads or writes and does not define, globals of the language among them. */
	readonly uses: readonly string[];
	/** Those of them to which it gives another value. */
	readonly assigns: readonly string[];
	/** The 1-based place in the source of a 1-based place in {@link code}. */
	locate(line: number, column: number): { line: number; column: number };
}

/**
 * Compiles a cell of TypeScript or JavaScript. Types become spaces; `const`, classes, functions and imports stay local
 * and are exported as soon as they have their value; `let` and `var` become live properties of the kernel's global, so
 * that any cell may be run again. The last expression is awaited and shown, with or without a semicolon, unless it is
 * `void`. Loops and functions are guarded, unless the cell begins with the directive `'no guard'`. Throws a
 * CellSyntaxError.
 */
export function compileCell(source: string): CompiledCell {
	try {
		return compiled(source);
	} catch (error) {
		// Parser and compiler go down into brackets by calls, and calls have an end.
		if (!(error instanceof RangeError)) throw error;
		const hint = 'Split the expression, or build the value in a loop.';
		throw new CellSyntaxError('SyntaxError', 'The cell is nested too deeply to be read.', null, hint);
	}
}

function compiled(source: string): CompiledCell {
	const statements = parseCell(source);
	const hooks = hookNames(source);
	const edits = new MagicString(source);
	const uses = freeNames(statements);
	if (uses.includes('arguments')) throw noArguments(source);
	const guard = statements[0]?.directive !== 'no guard';
	editNodes(statements, edits, hooks, guard);
	for (const statement of statements) editStatement(statement, edits, hooks);
	showLast(
		statements.findLast((s) => s.type !== 'EmptyStatement'),
		edits,
		hooks
	);
	for (const statement of statements) {
		if (statement.type === 'ExpressionStatement') closeStatement(statement, edits, null);
	}
	const shebang = /^#!.*/.exec(source);
	if (shebang) blank(edits, 0, shebang[0].length);
	edits.prepend(prelude(statements, source, hooks, guard));
	const defines = [...new Set([...lexicalNames(statements), ...varNames(statements)])];
	return {
		source,
		code: edits.toString(),
		hooks,
		defines,
		uses,
		assigns: assignedNames(statements),
		locate: locator(edits)
	};
}

function noArguments(source: string): CellSyntaxError {
	const hint = 'Only functions written with the word function have them.';
	return unsupported(source, source.search(/\barguments\b/), "A cell has no 'arguments'.", hint);
}

function editStatement(statement: SyntaxNode, edits: MagicString, hooks: Hooks): void {
	if (isTypeStatement(statement)) return;
	let node = statement;
	if (statement.type === 'ExportNamedDeclaration') {
		const inner = statement.declaration;
		if (!isNode(inner)) return blank(edits, statement.start, statement.end, ';');
		blank(edits, statement.start, inner.start);
		node = inner;
	}
	switch (node.type) {
		case 'VariableDeclaration':
			if (node.kind === 'let') return liftLet(node, edits, hooks);
			closeStatement(node, edits, null);
			if (node.kind !== 'var') edits.appendLeft(node.end, exported(hooks, 'const', declaredNames(node)));
			return;
		case 'ClassDeclaration':
			edits.appendLeft(node.end, `;${exported(hooks, 'const', [node.id!.name!])}`);
			return;
		case 'ImportDeclaration':
			return blank(edits, node.start, node.end, ';');
		case 'ExpressionStatement':
			return;
		default:
			closeStatement(node, edits, null);
	}
}

function exported(hooks: Hooks, kind: 'const' | 'function', names: readonly string[]): string {
	return names.length > 0 ? `${hooks.define}(${JSON.stringify(kind)},{${names}});` : '';
}

function showLast(last: SyntaxNode | undefined, edits: MagicString, hooks: Hooks): void {
	if (last?.type !== 'ExpressionStatement') return;
	const expression = last.expression as SyntaxNode;
	if (expression.type === 'UnaryExpression' && expression.operator === 'void') return;
	edits.prependRight(expression.start, `${hooks.result}(await (`);
	edits.appendLeft(expression.end, '))');
}

/** What comes first on line 1: functions and imports are there from the start, as in a module. */
function prelude(statements: readonly SyntaxNode[], source: string, hooks: Hooks, guard: boolean): string {
	const values = statements.filter((s) => !isTypeStatement(s));
	const inner = values.map((s) => (isNode(s.declaration) ? s.declaration : s));
	const functions = inner.filter((s) => s.type === 'FunctionDeclaration').map((s) => s.id!.name!);
	const vars = [...new Set(varNames(statements))].map((name) => JSON.stringify(name));
	const imports = values.filter((s) => s.type === 'ImportDeclaration');
	return [
		'"use strict";',
		guard ? `let ${hooks.count}=0,${hooks.calls}=0;` : '',
		exported(hooks, 'function', functions),
		vars.length > 0 ? `${hooks.hoist}(${vars});` : '',
		...imports.map((node, i) => importCode(node, source, hooks, i))
	].join('');
}

function importCode(node: SyntaxNode, source: string, hooks: Hooks, index: number): string {
	const specifiers = valueSpecifiers(node);
	const wanted = specifiers.flatMap((s) => {
		if (s.type === 'ImportNamespaceSpecifier') return [];
		const local = s.local!.name!;
		if (s.type === 'ImportDefaultSpecifier') return [{ name: 'default', local }];
		return [{ name: s.imported!.name ?? String(s.imported!.value), local }];
	});
	const { line, column } = placeOf(source, node.source!.start);
	const specifier = JSON.stringify(node.source!.value);
	const module = `${hooks.import}_${index}`;
	const names = JSON.stringify(wanted.map((w) => w.name));
	const whole = specifiers.find((s) => s.type === 'ImportNamespaceSpecifier');
	const picks = wanted.map((w) => `${JSON.stringify(w.name)}:${w.local}`).join(',');
	return [
		`const ${module}=await ${hooks.import}(${specifier},${names},${line},${column});`,
		whole ? `const ${whole.local!.name!}=${module};` : '',
		picks ? `const {${picks}}=${module};` : '',
		exported(
			hooks,
			'const',
			specifiers.map((s) => s.local!.name!)
		)
	].join('');
}

/** Finds places of the source. The map is drawn once: a stack trace asks for a hundred places. */
function locator(edits: MagicString): CompiledCell['locate'] {
	let mappings: ReturnType<MagicString['generateDecodedMap']>['mappings'] | null = null;
	return (line, column) => {
		mappings ??= edits.generateDecodedMap({ hires: true }).mappings;
		const before = (mappings[line - 1] ?? []).findLast((s) => s.length > 1 && s[0] <= column - 1);
		if (before?.[2] === undefined || before[3] === undefined) return { line, column: 1 };
		return { line: before[2] + 1, column: before[3] + 1 };
	};
}
