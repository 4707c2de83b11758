import {
	CONSOLE_MIME,
	PROGRESS_MIME,
	TABLE_MIME,
	TREE_MIME,
	type ConsoleData,
	type MimeBundle,
	type ProgressData,
	type TableData,
	type TreeNode
} from '#notebook/outputs.ts';

/** The form in which a bundle is drawn. */
export type Richest =
	| { readonly kind: 'table'; readonly table: TableData }
	| { readonly kind: 'tree'; readonly tree: TreeNode }
	| { readonly kind: 'progress'; readonly progress: ProgressData }
	| { readonly kind: 'console'; readonly line: ConsoleData }
	| { readonly kind: 'markup'; readonly markup: string }
	| { readonly kind: 'markdown'; readonly text: string }
	| { readonly kind: 'image'; readonly source: string }
	| { readonly kind: 'text'; readonly text: string };

/**
 * Picks the richest form of a bundle that the page knows: our own data forms, SVG, HTML, Markdown, pictures, and plain
 * text in the end. What claims a form and does not have its shape is passed over, since bundles come from cells.
 */
export function richestOf(data: MimeBundle): Richest {
	const table = data[TABLE_MIME];
	if (isTable(table)) return { kind: 'table', table };
	const tree = data[TREE_MIME];
	if (isTree(tree)) return { kind: 'tree', tree };
	const progress = data[PROGRESS_MIME];
	if (isProgress(progress)) return { kind: 'progress', progress };
	const line = data[CONSOLE_MIME];
	if (isConsole(line)) return { kind: 'console', line };
	const markup = data['image/svg+xml'] ?? data['text/html'];
	if (typeof markup === 'string') return { kind: 'markup', markup };
	const markdown = data['text/markdown'];
	if (typeof markdown === 'string') return { kind: 'markdown', text: markdown };
	const picture = pictureOf(data);
	if (picture) return { kind: 'image', source: picture };
	const text = data['text/plain'];
	return { kind: 'text', text: typeof text === 'string' ? text : (JSON.stringify(text ?? data) ?? '') };
}

function pictureOf(data: MimeBundle): string | null {
	for (const type of ['image/png', 'image/jpeg', 'image/webp', 'image/gif']) {
		const base64 = data[type];
		if (typeof base64 === 'string' && /^[A-Za-z0-9+/=\s]+$/.test(base64))
			return `data:${type};base64,${base64}`;
	}
	return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

function isTable(value: unknown): value is TableData {
	if (!isRecord(value) || !Array.isArray(value['columns']) || !Array.isArray(value['rows'])) return false;
	return typeof value['total'] === 'number' && value['rows'].every(Array.isArray);
}

function isTree(value: unknown): value is TreeNode {
	if (!isRecord(value)) return false;
	if (value['kind'] === 'leaf') return typeof value['text'] === 'string';
	return value['kind'] === 'branch' && Array.isArray(value['entries']);
}

function isProgress(value: unknown): value is ProgressData {
	return isRecord(value) && typeof value['done'] === 'number' && typeof value['total'] === 'number';
}

function isConsole(value: unknown): value is ConsoleData {
	return isRecord(value) && Array.isArray(value['args']) && value['args'].every(isTree);
}
