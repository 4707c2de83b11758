import type MagicString from 'magic-string';
import type { Hooks } from './hooks.ts';
import { children, isFunction, isLoop, isTypeStatement, type SyntaxNode } from './syntax.ts';

/**
 * Checks by which a running cell hears that it is to stop. They count down, so that a throw swallowed inside meets the
 * next check at once. A loop counts in a variable of its own function: one that closures share costs a tight loop more
 * than twice its time, this one a tenth. Calls count in one variable of the cell, so that recursion is bounded too.
 */
export function guardLoop(node: SyntaxNode, edits: MagicString, hooks: Hooks): void {
	const body = node.body as SyntaxNode;
	const check = `if((${hooks.count}=${hooks.count}-1|0)<0)${hooks.count}=${hooks.tick}()|0;`;
	if (body.type === 'BlockStatement') {
		edits.appendRight(body.start + 1, check);
		return;
	}
	edits.prependRight(body.start, `{${check}`);
	edits.appendLeft(body.end, '}');
}

/** Rounds that a function's first loop has before its first check; fewer than others, as nobody has seen how long they take. */
const FIRST_ROUNDS = 63;

/**
 * Guards the entry of a function that loops, that calls (it may call itself), or that is handed to a call, by name or as
 * it is (a native loop may run over it). Any other ends by itself, and is left alone: small functions in hot loops are many.
 */
export function guardFunction(
	node: SyntaxNode,
	parent: SyntaxNode | null,
	handed: ReadonlySet<string>,
	edits: MagicString,
	hooks: Hooks
): void {
	const body = node.body as SyntaxNode;
	const { loops, calls } = deedsOf(body);
	if (!loops && !calls && !isHanded(node, parent, handed)) return;
	const { calls: left, count, tick } = hooks;
	if (body.type === 'BlockStatement') {
		const own = loops ? `let ${count}=${left}&${FIRST_ROUNDS};` : '';
		edits.appendRight(body.start + 1, `if(--${left}<0)${left}=${tick}();${own}`);
		return;
	}
	edits.prependRight(body.start, `(--${left}<0&&(${left}=${tick}()),`);
	edits.appendLeft(body.end, ')');
}

const CALLS = new Set(['CallExpression', 'NewExpression', 'TaggedTemplateExpression']);

/** Names that occur as arguments of calls: whatever they stand for may be called by what is called. */
export function handedNames(nodes: readonly SyntaxNode[]): ReadonlySet<string> {
	const found = new Set<string>();
	const visit = (node: SyntaxNode): void => {
		if (isTypeStatement(node)) return;
		for (const argument of node.arguments ?? [])
			if (argument.type === 'Identifier') found.add(argument.name!);
		children(node).forEach(visit);
	};
	nodes.forEach(visit);
	return found;
}

function isHanded(node: SyntaxNode, parent: SyntaxNode | null, handed: ReadonlySet<string>): boolean {
	if (parent !== null && CALLS.has(parent.type)) return parent.callee !== node;
	const name = node.id ?? (parent?.type === 'VariableDeclarator' ? parent.id : null);
	return name?.type === 'Identifier' && handed.has(name.name!);
}

/** What a function does itself, the functions inside it aside. */
function deedsOf(node: SyntaxNode): { loops: boolean; calls: boolean } {
	const found = { loops: isLoop(node), calls: CALLS.has(node.type) };
	if (isFunction(node)) return found;
	for (const child of children(node)) {
		const inner = deedsOf(child);
		found.loops ||= inner.loops;
		found.calls ||= inner.calls;
	}
	return found;
}
