import type { createEditor } from './editor.ts';
import type { highlighted } from './highlight.ts';

/** The editor and the highlighter: one chunk of their own, asked for when a notebook is opened. */
export interface EditorKit {
	readonly createEditor: typeof createEditor;
	readonly highlighted: typeof highlighted;
}

let kit: Promise<EditorKit> | null = null;

/** Loads them once; a failed attempt can be repeated. */
export function loadEditor(): Promise<EditorKit> {
	kit ??= Promise.all([import('./editor.ts'), import('./highlight.ts')])
		.then(([editor, highlight]) => ({
			createEditor: editor.createEditor,
			highlighted: highlight.highlighted
		}))
		.catch((error: unknown) => {
			kit = null;
			throw error;
		});
	return kit;
}
