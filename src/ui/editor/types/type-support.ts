import { Prec, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import '../../styles/types.css';
import type { CellTypes } from './cell-types.ts';
import { typeCompletion } from './completion.ts';
import { goToDefinition } from './definition.ts';
import { typeHover } from './hover.ts';
import { signatureHelp } from './signature-help.ts';
import { squiggles } from './squiggles.ts';

/** All that TypeScript does for an editor of code. */
export function typeSupport(types: CellTypes): Extension {
	return [
		EditorView.domEventHandlers({ focus: () => types.wake() }),
		// Escape closes what is open before it leaves the editor.
		Prec.high([signatureHelp(types), typeHover(types)]),
		typeCompletion(types),
		goToDefinition(types),
		squiggles(types)
	];
}
