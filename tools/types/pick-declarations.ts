import ts from 'typescript';

/**
 * Out of a large library of global declarations, those of `roots` and all that they mention, except for `cut`: names of
 * that list become empty interfaces, so that what mentions them still has a type but nothing hangs on it.
 */
export function pickDeclarations(source: string, roots: readonly string[], cut: ReadonlySet<string>): string {
	const file = ts.createSourceFile('library.d.ts', source, ts.ScriptTarget.Latest);
	const byName = new Map<string, ts.Statement[]>();
	for (const statement of file.statements) {
		for (const name of namesOf(statement)) byName.set(name, [...(byName.get(name) ?? []), statement]);
	}
	const kept = new Set<ts.Statement>();
	const opaque = new Set<string>();
	const seen = new Set<string>();
	const queue = [...roots];
	for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
		if (seen.has(name)) continue;
		seen.add(name);
		if (cut.has(name)) opaque.add(name);
		else {
			for (const statement of byName.get(name) ?? []) {
				kept.add(statement);
				queue.push(...mentionedIn(statement, byName));
			}
		}
	}
	const missing = roots.filter((name) => !byName.has(name));
	if (missing.length > 0) throw new TypeError(`The library does not declare ${missing.join(', ')}.`);
	const texts = file.statements.filter((s) => kept.has(s)).map((s) => s.getFullText(file).trim());
	return [...texts, ...[...opaque].sort().map((name) => `interface ${name} {}`)].join('\n');
}

function namesOf(statement: ts.Statement): string[] {
	if (ts.isVariableStatement(statement)) {
		return statement.declarationList.declarations.flatMap(({ name }) =>
			ts.isIdentifier(name) ? [name.text] : []
		);
	}
	const isNamed =
		ts.isInterfaceDeclaration(statement) ||
		ts.isTypeAliasDeclaration(statement) ||
		ts.isFunctionDeclaration(statement) ||
		ts.isModuleDeclaration(statement);
	return isNamed && statement.name && ts.isIdentifier(statement.name) ? [statement.name.text] : [];
}

function mentionedIn(statement: ts.Statement, known: ReadonlyMap<string, unknown>): string[] {
	const names: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isIdentifier(node) && known.has(node.text)) names.push(node.text);
		ts.forEachChild(node, visit);
	};
	visit(statement);
	return names;
}
