import type { TreeNode } from '#notebook/outputs.ts';

/** A piece of a closed branch's line. */
export interface BriefPart {
	/** The type of a leaf, for its colour; `plain` for what stands between. */
	readonly type: string;
	readonly text: string;
}

const MOST_PARTS = 5;
const LONGEST = 40;

/** What a closed branch shows of its inside: its first entries, in brackets or braces. Empty where nothing is known of it. */
export function briefOf(node: TreeNode): BriefPart[] {
	if (node.kind === 'leaf' || node.entries.length === 0) return [];
	const isList = /\(\d+\)$/.test(node.label) && !node.label.startsWith('Map(');
	const parts: BriefPart[] = [plain(isList ? '[' : '{')];
	node.entries.slice(0, MOST_PARTS).forEach(({ key, value }, i) => {
		if (i > 0) parts.push(plain(', '));
		if (!isList) parts.push({ type: 'key', text: key }, plain(': '));
		parts.push(shortOf(value));
	});
	const isCut = node.entries.length > MOST_PARTS || node.more > 0;
	return [...parts, plain(`${isCut ? ', …' : ''}${isList ? ']' : '}'}`)];
}

function shortOf(value: TreeNode): BriefPart {
	if (value.kind === 'branch') return plain(cut(value.text ?? value.label));
	return { type: value.type, text: cut(value.type === 'getter' ? '(…)' : value.text) };
}

function cut(text: string): string {
	return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function plain(text: string): BriefPart {
	return { type: 'plain', text };
}
