import { autocompletion, closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, keymap, type DecorationSet, type KeyBinding } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { minimalSetup } from 'codemirror';

export interface EditorOptions {
	readonly text: string;
	/** Accessible name. */
	readonly label: string;
	onChange(text: string): void;
	onRun(): void;
	onRunAndMoveOn(): void;
	onLeave(): void;
}

export interface Editor {
	/** Puts the focus in, and the cursor on a place where one is given (both from 1); that line is marked until the next edit. */
	focus(line?: number, column?: number): void;
	/** Puts other text in, as one step that can be undone. */
	replace(text: string): void;
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

/** A CodeMirror editor for TypeScript inside `parent`, coloured by the page's style sheet. */
export function createEditor(parent: HTMLElement, options: EditorOptions): Editor {
	let isReplacing = false;
	const view = new EditorView({
		parent,
		state: EditorState.create({
			doc: options.text,
			extensions: [
				keymap.of(keysOf(options)),
				minimalSetup,
				javascript({ typescript: true }),
				syntaxHighlighting(classHighlighter),
				indentUnit.of('\t'),
				EditorState.tabSize.of(2),
				indentOnInput(),
				bracketMatching(),
				closeBrackets(),
				autocompletion(),
				keymap.of([...closeBracketsKeymap, { key: 'Escape', run: () => told(options.onLeave) }]),
				EditorView.lineWrapping,
				EditorView.contentAttributes.of({ 'aria-label': options.label }),
				pointedLine,
				EditorView.updateListener.of((update) => {
					if (update.docChanged && !isReplacing) options.onChange(update.state.doc.toString());
				})
			]
		})
	});
	return {
		focus: (line, column = 1) => focusAt(view, line, column),
		replace: (text) => {
			isReplacing = true;
			view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
			isReplacing = false;
		},
		rename: (label) => view.contentDOM.setAttribute('aria-label', label),
		destroy: () => view.destroy()
	};
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
