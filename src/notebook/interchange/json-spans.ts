import { endOfString } from './parse-json.ts';

/** Where a value stands in a JSON text: from its first character to the one behind its last. */
export interface Span {
	readonly from: number;
	readonly to: number;
}

/** A member of an object: its key, where the key begins, and where the value stands. */
export interface MemberSpan extends Span {
	readonly key: string;
	readonly keyFrom: number;
}

/** The members of the object that begins at `at`, in order. The text must be valid JSON. */
export function membersOf(text: string, at: number): MemberSpan[] {
	const members: MemberSpan[] = [];
	let i = skipSpace(text, at + 1);
	while (text[i] === '"') {
		const keyFrom = i;
		const keyTo = endOfString(text, i);
		const from = skipSpace(text, skipSpace(text, keyTo) + 1);
		const to = endOfValue(text, from);
		members.push({ key: String(JSON.parse(text.slice(keyFrom, keyTo))), keyFrom, from, to });
		i = skipSeparator(text, to);
	}
	return members;
}

/** The elements of the list that begins at `at`, in order. The text must be valid JSON. */
export function elementsOf(text: string, at: number): Span[] {
	const elements: Span[] = [];
	let from = skipSpace(text, at + 1);
	while (from < text.length && text[from] !== ']') {
		const to = endOfValue(text, from);
		elements.push({ from, to });
		from = skipSeparator(text, to);
	}
	return elements;
}

/** Index of the first character of the value, behind white space. */
export function skipSpace(text: string, at: number): number {
	let i = at;
	while (text[i] === ' ' || text[i] === '\n' || text[i] === '\t' || text[i] === '\r') i++;
	return i;
}

function skipSeparator(text: string, at: number): number {
	const i = skipSpace(text, at);
	return text[i] === ',' ? skipSpace(text, i + 1) : i;
}

function endOfValue(text: string, from: number): number {
	const first = text[from];
	if (first === '"') return endOfString(text, from);
	if (first === '{' || first === '[') return endOfNest(text, from);
	let i = from;
	while (i < text.length && !/[\s,\]}]/.test(text[i]!)) i++;
	return i;
}

function endOfNest(text: string, from: number): number {
	let depth = 0;
	for (let i = from; i < text.length; i++) {
		const c = text[i];
		if (c === '"') i = endOfString(text, i) - 1;
		else if (c === '{' || c === '[') depth++;
		else if ((c === '}' || c === ']') && --depth === 0) return i + 1;
	}
	return text.length;
}
