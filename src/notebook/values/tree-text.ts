import type { TreeNode } from '../outputs.ts';

const LINE_WIDTH = 76;

/** A tree as compact text, in the manner of Node's `util.inspect`: on one line where it fits, else indented. */
export function treeText(node: TreeNode): string {
	if (node.kind === 'leaf') return node.text;
	if (node.text !== undefined) return node.text;
	const [open, close] = isList(node.label) ? ['[', ']'] : ['{', '}'];
	const head = headOf(node.label);
	const parts = partsOf(node);
	if (parts.length === 0) return `${head}${open}${close}`;
	const line = `${head}${open} ${parts.join(', ')} ${close}`;
	if (line.length <= LINE_WIDTH && !line.includes('\n')) return line;
	const rows = node.entries.every((e) => e.value.kind === 'leaf') && isList(node.label) ? fill(parts) : parts;
	const body = rows.map((row) => `  ${row.replaceAll('\n', '\n  ')}`).join(',\n');
	return `${head}${open}\n${body}\n${close}`;
}

type Branch = Extract<TreeNode, { kind: 'branch' }>;

function partsOf(node: Branch): string[] {
	const parts = node.entries.map(({ key, value }) => {
		const text = treeText(value);
		if (isList(node.label) || node.label.startsWith('Set(')) return text;
		return node.label.startsWith('Map(') ? `${key} => ${text}` : `${keyText(key)}: ${text}`;
	});
	if (node.more > 0) parts.push(`… ${node.more} more`);
	return parts;
}

function isList(label: string): boolean {
	return /^(?!Map\(|Set\().*\(\d+\)$/.test(label);
}

/** Plain arrays and objects need no name of their own. */
function headOf(label: string): string {
	return label === 'Object' || /^Array\(\d+\)$/.test(label) ? '' : `${label} `;
}

function keyText(key: string): string {
	return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) || key.startsWith('Symbol(') ? key : `'${key}'`;
}

/** Fills lines with as many short items as fit. */
function fill(parts: readonly string[]): string[] {
	const rows: string[] = [];
	for (const part of parts) {
		const last = rows.at(-1);
		if (last !== undefined && last.length + part.length + 4 <= LINE_WIDTH)
			rows[rows.length - 1] = `${last}, ${part}`;
		else rows.push(part);
	}
	return rows;
}
