import { Prec, type Extension } from '@codemirror/state';
import { EditorView, tooltips } from '@codemirror/view';
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
		tooltips({ parent: tipsPlace() }),
		EditorView.domEventHandlers({ focus: () => types.wake() }),
		// Escape closes what is open before it leaves the editor.
		Prec.high([signatureHelp(types), typeHover(types)]),
		typeCompletion(types),
		goToDefinition(types),
		squiggles(types)
	];
}

/** Outside of the cells, which paint nothing beyond their frames. */
function tipsPlace(): HTMLElement {
	const known = document.querySelector<HTMLElement>('body > .code-tips');
	if (known) return known;
	const place = document.createElement('div');
	place.className = 'code-tips';
	return document.body.appendChild(place);
}
