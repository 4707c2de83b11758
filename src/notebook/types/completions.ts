import ts from 'typescript';
import type { Completion, CompletionKind } from './contract.ts';

/** More than anybody reads; what is typed next narrows it. */
const MOST = 1500;

/** The compiler's proposals, likeliest first, as the editor shows them. */
export function toCompletions(entries: readonly ts.CompletionEntry[]): Completion[] {
	return [...entries]
		.filter(({ kind }) => kind !== ts.ScriptElementKind.warning)
		.sort((a, b) => (a.sortText < b.sortText ? -1 : a.sortText > b.sortText ? 1 : 0))
		.slice(0, MOST)
		.map((entry) => ({
			label: entry.name,
			kind: kindOf(entry.kind),
			rank: rankOf(entry),
			isDeprecated: entry.kindModifiers?.includes('deprecated') ?? false
		}));
}

/** Names of the cell and members before globals and keywords. */
function rankOf({ kind, sortText }: ts.CompletionEntry): number {
	if (kind === ts.ScriptElementKind.keyword) return -1;
	// '11' is the compiler's mark for what belongs to this place, '15' and above for what is there everywhere.
	return sortText <= '12' ? 1 : 0;
}

const KINDS: ReadonlyMap<string, CompletionKind> = new Map([
	[ts.ScriptElementKind.alias, 'variable'],
	[ts.ScriptElementKind.callSignatureElement, 'method'],
	[ts.ScriptElementKind.classElement, 'class'],
	[ts.ScriptElementKind.constElement, 'constant'],
	[ts.ScriptElementKind.constructSignatureElement, 'class'],
	[ts.ScriptElementKind.enumElement, 'enum'],
	[ts.ScriptElementKind.enumMemberElement, 'constant'],
	[ts.ScriptElementKind.functionElement, 'function'],
	[ts.ScriptElementKind.interfaceElement, 'interface'],
	[ts.ScriptElementKind.keyword, 'keyword'],
	[ts.ScriptElementKind.letElement, 'variable'],
	[ts.ScriptElementKind.localFunctionElement, 'function'],
	[ts.ScriptElementKind.localVariableElement, 'variable'],
	[ts.ScriptElementKind.memberAccessorVariableElement, 'property'],
	[ts.ScriptElementKind.memberFunctionElement, 'method'],
	[ts.ScriptElementKind.memberGetAccessorElement, 'property'],
	[ts.ScriptElementKind.memberSetAccessorElement, 'property'],
	[ts.ScriptElementKind.memberVariableElement, 'property'],
	[ts.ScriptElementKind.moduleElement, 'namespace'],
	[ts.ScriptElementKind.parameterElement, 'variable'],
	[ts.ScriptElementKind.primitiveType, 'type'],
	[ts.ScriptElementKind.string, 'text'],
	[ts.ScriptElementKind.typeElement, 'type'],
	[ts.ScriptElementKind.typeParameterElement, 'type'],
	[ts.ScriptElementKind.variableElement, 'variable']
] satisfies [string, CompletionKind][]);

function kindOf(kind: string): CompletionKind {
	return KINDS.get(kind) ?? 'text';
}
