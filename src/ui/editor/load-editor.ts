import type { createEditor } from './editor.ts';
import type { markStill } from './found-marks.ts';
import type { highlighted } from './highlight.ts';

/** The editor and the highlighter: one chunk of their own, asked for when a notebook is opened. */
export interface EditorKit {
	readonly createEditor: typeof createEditor;
	readonly highlighted: typeof highlighted;
	readonly markStill: typeof markStill;
}

let kit: Promise<EditorKit> | null = null;

/** Loads them once; a failed attempt can be repeated. */
export function loadEditor(): Promise<EditorKit> {
	kit ??= Promise.all([import('./editor.ts'), import('./highlight.ts'), import('./found-marks.ts')])
		.then(([editor, highlight, marks]) => ({
			createEditor: editor.createEditor,
			highlighted: highlight.highlighted,
			markStill: marks.markStill
		}))
		.catch((error: unknown) => {
			kit = null;
			throw error;
		});
	return kit;
}
