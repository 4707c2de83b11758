import type { Problem } from '#notebook/types/contract.ts';
import type { NotebookState } from '#state/notebook.svelte.ts';
import { t } from '../../text/text.svelte.ts';
import { NotebookTypes } from './notebook-types.ts';
import { openTypes } from './open-types.ts';

/** Types for the code cells of an open notebook. */
export function typesOf(notebook: NotebookState): NotebookTypes {
	return new NotebookTypes({
		cells: () =>
			notebook.cells.filter(({ kind }) => kind === 'code').map(({ id, source }) => ({ id, text: source })),
		start: openTypes,
		say: (problem) => sayProblem(problem, notebook)
	});
}

/** The compiler's own words, save where the notebook knows better. */
function sayProblem({ reason, message }: Problem, notebook: NotebookState): string {
	switch (reason?.kind) {
		case undefined:
			return message;
		case 'defined below': {
			const number = notebook.cells.findIndex(({ id }) => id === reason.cell) + 1;
			return t('types.definedBelow', { name: reason.name, number });
		}
		case 'no such module':
			return t('types.noSuchModule', {
				specifier: reason.specifier,
				available: reason.available.join(', ')
			});
	}
}
