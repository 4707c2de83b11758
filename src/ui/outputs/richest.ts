import {
	isArrayData,
	isConsoleLine,
	isPicture,
	isProgress,
	isTable,
	isTree
} from '#notebook/checks/shown-data.ts';
import {
	ARRAY_MIME,
	CONSOLE_MIME,
	PICTURE_MIME,
	PROGRESS_MIME,
	TABLE_MIME,
	TREE_MIME,
	type ArrayData,
	type ConsoleData,
	type MimeBundle,
	type PictureData,
	type ProgressData,
	type TableData,
	type TreeNode
} from '#notebook/outputs.ts';

/** The form in which a bundle is drawn. */
export type Richest =
	| { readonly kind: 'table'; readonly table: TableData }
	| { readonly kind: 'array'; readonly array: ArrayData }
	| { readonly kind: 'tree'; readonly tree: TreeNode }
	| { readonly kind: 'progress'; readonly progress: ProgressData }
	| { readonly kind: 'console'; readonly line: ConsoleData }
	| { readonly kind: 'markup'; readonly markup: string; readonly picture: PictureData | null }
	| { readonly kind: 'markdown'; readonly text: string }
	| { readonly kind: 'image'; readonly source: string; readonly picture: PictureData | null }
	| { readonly kind: 'text'; readonly text: string };

/**
 * Picks the richest form of a bundle that the page knows: our own data forms, SVG, HTML, Markdown, pictures, and plain
 * text in the end. What claims a form and does not have its shape, down to the last member, is passed over, since bundles
 * come from cells, files and links.
 */
export function richestOf(data: MimeBundle): Richest {
	return ownForm(data) ?? commonForm(data) ?? { kind: 'text', text: textOf(data) };
}

function ownForm(data: MimeBundle): Richest | null {
	const {
		[TABLE_MIME]: table,
		[ARRAY_MIME]: array,
		[TREE_MIME]: tree,
		[PROGRESS_MIME]: progress,
		[CONSOLE_MIME]: line
	} = data;
	if (isTable(table)) return { kind: 'table', table };
	if (isArrayData(array)) return { kind: 'array', array };
	if (isTree(tree)) return { kind: 'tree', tree };
	if (isProgress(progress)) return { kind: 'progress', progress };
	return isConsoleLine(line) ? { kind: 'console', line } : null;
}

function commonForm(data: MimeBundle): Richest | null {
	const said = data[PICTURE_MIME];
	const picture = isPicture(said) ? said : null;
	const markup = data['image/svg+xml'] ?? data['text/html'];
	if (typeof markup === 'string') return { kind: 'markup', markup, picture };
	const markdown = data['text/markdown'];
	if (typeof markdown === 'string') return { kind: 'markdown', text: markdown };
	const source = sourceOf(data);
	return source === null ? null : { kind: 'image', source, picture };
}

function textOf(data: MimeBundle): string {
	const text = data['text/plain'];
	return typeof text === 'string' ? text : (JSON.stringify(text ?? data) ?? '');
}

function sourceOf(data: MimeBundle): string | null {
	for (const type of ['image/png', 'image/jpeg', 'image/webp', 'image/gif']) {
		const base64 = data[type];
		if (typeof base64 === 'string' && /^[A-Za-z0-9+/=\s]+$/.test(base64))
			return `data:${type};base64,${base64}`;
	}
	return null;
}
