import ts from 'typescript';

/** The names that a cell gives to those below it. */
export interface CellNames {
	/** `let` and `var`: other cells may assign to them. */
	readonly variables: readonly string[];
	/** Everything else: constants, functions, classes, imports, types. */
	readonly others: readonly string[];
	/** Those that the cell exports by itself. */
	readonly exported: ReadonlySet<string>;
	/** Modules that it imports. */
	readonly modules: readonly string[];
}

/** Reads the top level of a cell; of a half-written one as much as the parser understands. */
export function cellNames(text: string): CellNames {
	const file = ts.createSourceFile('cell.ts', text, ts.ScriptTarget.Latest);
	const variables = new Set<string>();
	const others = new Set<string>();
	const exported = new Set<string>();
	const modules: string[] = [];
	for (const statement of file.statements) {
		const isVariable = ts.isVariableStatement(statement) && !isConst(statement.declarationList);
		const names = namesOf(statement);
		for (const name of names) (isVariable ? variables : others).add(name);
		if (isExported(statement)) for (const name of names) exported.add(name);
		if (ts.isExportDeclaration(statement)) for (const name of exportedBy(statement)) exported.add(name);
		if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
			modules.push(statement.moduleSpecifier.text);
		}
	}
	for (const name of others) variables.delete(name);
	return { variables: [...variables], others: [...others], exported, modules };
}

function namesOf(statement: ts.Statement): string[] {
	if (ts.isVariableStatement(statement)) {
		return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
	}
	if (ts.isImportDeclaration(statement)) return importedNames(statement.importClause);
	const isNamed =
		ts.isFunctionDeclaration(statement) ||
		ts.isClassDeclaration(statement) ||
		ts.isInterfaceDeclaration(statement) ||
		ts.isTypeAliasDeclaration(statement) ||
		ts.isEnumDeclaration(statement);
	return isNamed && statement.name && statement.name.text !== '' ? [statement.name.text] : [];
}

function isConst(list: ts.VariableDeclarationList): boolean {
	return (list.flags & ts.NodeFlags.Const) !== 0;
}

function boundNames(name: ts.BindingName): string[] {
	if (ts.isIdentifier(name)) return name.text === '' ? [] : [name.text];
	return name.elements.flatMap((element) =>
		ts.isOmittedExpression(element) ? [] : boundNames(element.name)
	);
}

function importedNames(clause: ts.ImportClause | undefined): string[] {
	if (!clause) return [];
	const own = clause.name ? [clause.name.text] : [];
	const bindings = clause.namedBindings;
	if (!bindings) return own;
	if (ts.isNamespaceImport(bindings)) return [...own, bindings.name.text].filter((name) => name !== '');
	return [...own, ...bindings.elements.map(({ name }) => name.text)].filter((name) => name !== '');
}

function isExported(statement: ts.Statement): boolean {
	return (
		ts.canHaveModifiers(statement) &&
		(ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
	);
}

function exportedBy({ exportClause }: ts.ExportDeclaration): string[] {
	if (!exportClause || !ts.isNamedExports(exportClause)) return [];
	return exportClause.elements.map(({ name }) => name.text);
}
