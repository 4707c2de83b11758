import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, EditorView, keymap, type DecorationSet, type KeyBinding } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { minimalSetup } from 'codemirror';
import { foundMarks, showMarks, type FoundMark } from './found-marks.ts';
import { keepCursor } from './keep-cursor.ts';
import type { CellTypes } from './types/cell-types.ts';
import { typeSupport } from './types/type-support.ts';

/** What is written in an editor. */
export type EditorLanguage = 'typescript' | 'markdown';

export interface EditorOptions {
	readonly text: string;
	/** Default `typescript`. */
	readonly language?: EditorLanguage;
	/** Accessible name. */
	readonly label: string;
	/** What is known about the code; without it the editor only colours. */
	readonly types?: CellTypes | undefined;
	/** Asked before each edit by hand; one that may not be is not made. */
	mayType(): boolean;
	onChange(text: string): void;
	onRun(): void;
	onRunAndMoveOn(): void;
	onLeave(): void;
}

export interface Editor {
	/** Puts the focus in, and the cursor on a place where one is given (both from 1); that line is marked until the next edit. */
	focus(line?: number, column?: number): void;
	/** Puts the focus in, and the cursor at so many characters from the beginning. */
	goTo(offset: number): void;
	/** Puts other text in, as one step that can be undone; the cursor stays where it was in the code. */
	replace(text: string): void;
	/** Marks what a search has found, in order. */
	mark(marks: readonly FoundMark[]): void;
	rename(label: string): void;
	destroy(): void;
}

const pointAt = StateEffect.define<number>();

const pointedLine = StateField.define<DecorationSet>({
	create: () => Decoration.none,
	update(marks, transaction) {
		for (const effect of transaction.effects) {
			if (effect.is(pointAt))
				return Decoration.set(Decoration.line({ class: 'cm-pointed-line' }).range(effect.value));
		}
		return transaction.docChanged ? Decoration.none : marks;
	},
	provide: (field) => EditorView.decorations.from(field)
});

/** A CodeMirror editor inside `parent`, coloured by the page's style sheet. */
export function createEditor(parent: HTMLElement, options: EditorOptions): Editor {
	let isReplacing = false;
	const language = new Compartment();
	const isCode = options.language !== 'markdown';
	const view = new EditorView({
		parent,
		state: EditorState.create({
			doc: options.text,
			extensions: [
				keymap.of(keysOf(options)),
				minimalSetup,
				language.of(isCode ? javascript({ typescript: true }) : []),
				syntaxHighlighting(classHighlighter),
				indentUnit.of('\t'),
				EditorState.tabSize.of(2),
				indentOnInput(),
				bracketMatching(),
				closeBrackets(),
				options.types ? typeSupport(options.types) : [],
				keymap.of([...closeBracketsKeymap, { key: 'Escape', run: () => told(options.onLeave) }]),
				EditorView.lineWrapping,
				EditorView.contentAttributes.of({ 'aria-label': options.label }),
				pointedLine,
				foundMarks,
				EditorState.changeFilter.of(({ docChanged }) => isReplacing || !docChanged || options.mayType()),
				EditorView.updateListener.of((update) => {
					if (update.docChanged && !isReplacing) options.onChange(update.state.doc.toString());
				})
			]
		})
	});
	if (!isCode) {
		void loadMarkdown().then((markdown) => view.dispatch({ effects: language.reconfigure(markdown) }));
	}
	return {
		focus: (line, column = 1) => focusAt(view, line, column),
		goTo: (offset) => {
			const anchor = Math.min(offset, view.state.doc.length);
			view.dispatch({ selection: { anchor }, scrollIntoView: true });
			view.focus();
		},
		replace: (text) => {
			isReplacing = true;
			const { doc, selection } = view.state;
			const anchor = keepCursor(doc.toString(), text, selection.main.head);
			view.dispatch({ changes: { from: 0, to: doc.length, insert: text }, selection: { anchor } });
			isReplacing = false;
		},
		mark: (marks) => showMarks(view, marks),
		rename: (label) => view.contentDOM.setAttribute('aria-label', label),
		destroy: () => view.destroy()
	};
}

/** Few cells of prose are ever edited: the language comes when one is. */
async function loadMarkdown(): Promise<Extension> {
	const { markdown } = await import('@codemirror/lang-markdown');
	return markdown();
}

function keysOf(options: EditorOptions): KeyBinding[] {
	return [
		{ key: 'Shift-Enter', run: () => told(options.onRunAndMoveOn) },
		{ key: 'Mod-Enter', run: () => told(options.onRun) },
		// Tab is not bound: it leaves the editor, so that nobody is caught in it. Ctrl-] indents.
		{ key: 'Ctrl-Enter', run: () => told(options.onRun) }
	];
}

function told(tell: () => void): true {
	tell();
	return true;
}

function focusAt(view: EditorView, line: number | undefined, column: number): void {
	if (line !== undefined) {
		const at = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
		const anchor = Math.min(at.from + Math.max(0, column - 1), at.to);
		view.dispatch({ selection: { anchor }, effects: pointAt.of(at.from), scrollIntoView: true });
	}
	view.focus();
}
