import { parse, type Node, type Program } from 'acorn';

/** A module's text as the body of a function that gets `MODULE` and runs as it would: lines stay where they were. */
export interface CompiledModule {
	readonly kind: 'esm' | 'commonjs';
	readonly body: string;
}

/** The one name that compiled modules find their world under. */
export const MODULE = '__module';

type Any = Node & Record<string, unknown>;

/**
 * Compiles a module by what its text is, as newer Nodes do: one that imports or exports is an ES module, everything else
 * CommonJS. Names imported from a file are taken when the importing module begins.
 * @throws SyntaxError with the place in it
 */
export function compileModule(source: string, path: string): CompiledModule {
	const program = path.endsWith('.cjs') ? null : parseAs('module', source);
	if (program instanceof SyntaxError) {
		// What is no module may still be a script: names that modules reserve, `return` outside of functions.
		if (path.endsWith('.mjs') || parseAs('script', source) instanceof SyntaxError)
			throw placed(program, path);
		return { kind: 'commonjs', body: source };
	}
	if (!program || !(path.endsWith('.mjs') || isEsm(program))) return { kind: 'commonjs', body: source };
	return { kind: 'esm', body: rewritten(program, source) };
}

function parseAs(sourceType: 'module' | 'script', source: string): Program | SyntaxError {
	try {
		const allowReturnOutsideFunction = sourceType === 'script';
		return parse(source, {
			ecmaVersion: 'latest',
			sourceType,
			allowHashBang: true,
			allowReturnOutsideFunction
		});
	} catch (error) {
		if (error instanceof SyntaxError) return error;
		throw error;
	}
}

function placed(error: SyntaxError, path: string): SyntaxError {
	return new SyntaxError(`${error.message} in ${path}`);
}

/** Whether a text can only be an ES module: imports, exports, import.meta, or await outside of functions. */
function isEsm(program: Program): boolean {
	let found = program.body.some(({ type }) => /^(?:Import|Export)\w*Declaration$/.test(type));
	walk(program as unknown as Any, (node, isInFunction) => {
		if (node.type === 'MetaProperty' && (node['meta'] as Any)['name'] === 'import') found = true;
		if ((node.type === 'AwaitExpression' || node['await'] === true) && !isInFunction) found = true;
	});
	return found;
}

function walk(node: Any, visit: (node: Any, isInFunction: boolean) => void, isInFunction = false): void {
	visit(node, isInFunction);
	const within = isInFunction || /Function/.test(node.type) || node.type === 'PropertyDefinition';
	for (const value of Object.values(node)) {
		for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
			if (isNode(child)) walk(child, visit, within);
		}
	}
}

function isNode(value: unknown): value is Any {
	return typeof value === 'object' && value !== null && typeof (value as Any).type === 'string';
}

function rewritten(program: Program, source: string): string {
	const edits: Edit[] = [];
	const blank = (start: number, end: number): void =>
		void edits.push({ start, end, text: source.slice(start, end).replace(/[^\n]/g, ' ') });
	const head: string[] = [];
	let count = 0;
	const take = (specifier: Any): string => {
		const name = `${MODULE}_${count++}`;
		head.push(`const ${name}=await ${MODULE}.import(${JSON.stringify(specifier['value'])});`);
		return name;
	};
	const exported = (name: string, value: string): void =>
		void head.push(`${MODULE}.export(${JSON.stringify(name)},()=>${value});`);
	if (source.startsWith('#!')) edits.push({ start: 0, end: 2, text: '//' });
	for (const node of program.body as unknown as Any[]) {
		switch (node.type) {
			case 'ImportDeclaration': {
				const from = take(node['source'] as Any);
				for (const each of node['specifiers'] as Any[]) head.push(importOf(each, from));
				blank(node.start, node.end);
				break;
			}
			case 'ExportAllDeclaration': {
				const from = take(node['source'] as Any);
				const name = node['exported'] as Any | null;
				if (name) exported(nameOf(name), from);
				else head.push(`${MODULE}.exportAll(${from});`);
				blank(node.start, node.end);
				break;
			}
			case 'ExportNamedDeclaration': {
				const declaration = node['declaration'] as Any | null;
				if (declaration) {
					for (const name of declaredNames(declaration)) exported(name, name);
					blank(node.start, declaration.start);
					break;
				}
				const from = node['source'] ? take(node['source'] as Any) : null;
				for (const each of node['specifiers'] as Any[]) {
					const local = nameOf(each['local'] as Any);
					const value = from ? `${MODULE}.take(${from},${JSON.stringify(local)})` : local;
					exported(nameOf(each['exported'] as Any), value);
				}
				blank(node.start, node.end);
				break;
			}
			case 'ExportDefaultDeclaration': {
				const declaration = node['declaration'] as Any;
				const id = declaration['id'] as Any | null | undefined;
				if (id && /Declaration$/.test(declaration.type)) {
					blank(node.start, declaration.start);
					exported('default', nameOf(id));
				} else {
					edits.push({ start: node.start, end: declaration.start, text: `const ${MODULE}_default=` });
					edits.push({ start: declaration.end, end: declaration.end, text: ';' });
					exported('default', `${MODULE}_default`);
				}
			}
		}
	}
	walk(program as unknown as Any, (node) => {
		if (node.type === 'ImportExpression')
			edits.push({ start: node.start, end: node.start + 6, text: `${MODULE}.import` });
		else if (node.type === 'MetaProperty' && (node['meta'] as Any)['name'] === 'import')
			edits.push({ start: node.start, end: node.end, text: `${MODULE}.meta` });
	});
	return `return (async()=>{'use strict';${head.join('')}${edited(source, edits)}\n})()`;
}

function importOf(specifier: Any, from: string): string {
	const local = nameOf(specifier['local'] as Any);
	if (specifier.type === 'ImportNamespaceSpecifier') return `const ${local}=${from};`;
	const name = specifier.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(specifier['imported'] as Any);
	return `const ${local}=${MODULE}.take(${from},${JSON.stringify(name)});`;
}

/** Of an identifier, or of a name in quotes. */
function nameOf(node: Any): string {
	return String(node['name'] ?? node['value']);
}

function declaredNames(declaration: Any): string[] {
	if (declaration['id']) return [nameOf(declaration['id'] as Any)];
	return (declaration['declarations'] as Any[]).flatMap(({ id }) => boundNames(id as Any));
}

function boundNames(pattern: Any | null): string[] {
	switch (pattern?.type) {
		case 'Identifier':
			return [nameOf(pattern)];
		case 'ObjectPattern':
			return (pattern['properties'] as Any[]).flatMap((each) =>
				boundNames((each['value'] ?? each['argument']) as Any)
			);
		case 'ArrayPattern':
			return (pattern['elements'] as (Any | null)[]).flatMap(boundNames);
		case 'AssignmentPattern':
			return boundNames(pattern['left'] as Any);
		case 'RestElement':
			return boundNames(pattern['argument'] as Any);
		default:
			return [];
	}
}

/** What stands in the place of a stretch of the source. */
interface Edit {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/** The source with edits that do not overlap. */
function edited(source: string, edits: readonly Edit[]): string {
	let at = 0;
	let text = '';
	for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
		text += source.slice(at, edit.start) + edit.text;
		at = edit.end;
	}
	return text + source.slice(at);
}
