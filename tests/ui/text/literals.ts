import { parse } from 'svelte/compiler';

/** Attributes, and properties of our own components, that a reader sees or hears. */
const SPOKEN: readonly string[] = [
	'title',
	'alt',
	'placeholder',
	'label',
	'text',
	'confirmLabel',
	'aria-label',
	'aria-description',
	'aria-roledescription',
	'aria-valuetext'
];
/** Names of things, of keys and of signs, which no language translates. */
const NAMES = /Sagebrush|AWS|Jupyter|NaN|\bAa\b|\b(?:Alt|Shift|Enter)\b/g;

/** The texts in a component's markup that did not come from the catalogue, each as `line: text`. */
export function literalTexts(source: string): string[] {
	const found: string[] = [];
	const note = (at: number, text: string): void => {
		if (!/\p{L}{2}/u.test(text.replace(NAMES, ''))) return;
		found.push(`${source.slice(0, at).split('\n').length}: ${text.trim().replace(/\s+/g, ' ')}`);
	};
	const visit = (node: unknown, isSpoken: boolean): void => {
		if (Array.isArray(node)) return node.forEach((one) => visit(one, isSpoken));
		if (!isNode(node)) return;
		const { type } = node;
		if (type === 'Text' && isSpoken) return note(node.start, String(node['data']));
		if (type === 'Attribute') return visit(node['value'], SPOKEN.includes(String(node['name'])));
		if (type === 'ExpressionTag') return isSpoken ? phrases(node['expression'], note) : undefined;
		for (const [key, child] of Object.entries(node)) {
			if (key === 'attributes') visit(child, false);
			else if (CHILDREN.has(key)) visit(child, true);
		}
	};
	visit(parse(source, { modern: true }).fragment, true);
	return found;
}

/** Where markup lies below markup; everything else in the tree is script. */
const CHILDREN: ReadonlySet<string> = new Set([
	...['nodes', 'fragment', 'body', 'consequent', 'alternate', 'fallback', 'pending', 'then', 'catch']
]);

interface Node {
	readonly type: string;
	readonly start: number;
	readonly [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
	return typeof value === 'object' && value !== null && 'type' in value;
}

/** Strings of two words and more in an expression, e.g. `ok ? 'All done' : name`; arguments of `t` are keys. */
function phrases(node: unknown, note: (at: number, text: string) => void): void {
	if (Array.isArray(node)) return node.forEach((one) => phrases(one, note));
	if (!isNode(node)) return;
	const callee = node['callee'];
	if (node.type === 'CallExpression' && isNode(callee) && callee['name'] === 't') return;
	const text = node.type === 'Literal' ? node['value'] : undefined;
	if (typeof text === 'string' && /\p{L} \p{L}|^\p{Lu}\p{Ll}+…?$/u.test(text)) note(node.start, text);
	for (const child of Object.values(node)) if (typeof child === 'object') phrases(child, note);
}
