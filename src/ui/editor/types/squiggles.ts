import { lintKeymap, linter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import { ViewPlugin, keymap, type EditorView } from '@codemirror/view';
import type { Problem } from '#notebook/types/contract.ts';
import type { CellTypes } from './cell-types.ts';

/** Underlines what is wrong; F8 goes from one place to the next. */
export function squiggles(types: CellTypes): Extension {
	return [
		linter(null),
		keymap.of(lintKeymap),
		ViewPlugin.define((view) => ({
			destroy: types.attach({
				show: (problems, text) => show(view, types, problems, text)
			})
		}))
	];
}

function show(view: EditorView, types: CellTypes, problems: readonly Problem[], text: string): void {
	if (view.state.doc.toString() !== text) return;
	const found = problems.map((problem) => toDiagnostic(types, problem, text.length));
	view.dispatch(setDiagnostics(view.state, found));
}

function toDiagnostic(types: CellTypes, problem: Problem, length: number): Diagnostic {
	return {
		from: Math.min(problem.from, length),
		to: Math.min(problem.to, length),
		severity: problem.severity,
		message: types.say(problem)
	};
}
