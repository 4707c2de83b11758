import { CONSOLE_MIME, type ConsoleData, type Output, type TreeNode } from './outputs.ts';

/** The console line that an output is; null for other outputs. */
export function consoleLineOf(output: Output | undefined): ConsoleData | null {
	if (output?.type !== 'display' || output.displayId !== null) return null;
	return (output.data[CONSOLE_MIME] as ConsoleData | undefined) ?? null;
}

/**
 * Two lines as one that is counted, where the second says the same as the first and there is nothing to open in either;
 * else null.
 */
export function joinRepeated(first: ConsoleData, second: ConsoleData): ConsoleData | null {
	const isSame =
		first.level === second.level &&
		(first.depth ?? 0) === (second.depth ?? 0) &&
		first.group === undefined &&
		second.group === undefined &&
		first.stack === second.stack &&
		first.args.length === second.args.length &&
		first.args.every((arg, i) => isSameLeaf(arg, second.args[i]!));
	return isSame ? { ...first, count: (first.count ?? 1) + (second.count ?? 1) } : null;
}

function isSameLeaf(a: TreeNode, b: TreeNode): boolean {
	return a.kind === 'leaf' && b.kind === 'leaf' && a.text === b.text && a.type === b.type;
}
