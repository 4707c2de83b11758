import type { Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import type { CellTypes } from './cell-types.ts';

/** Goes to where a name is declared, in whichever cell: F12, or a click with Ctrl (on a Mac Cmd). */
export function goToDefinition(types: CellTypes): Extension {
	const go = (offset: number): void => {
		void types.define(offset).then((place) => place && types.goTo(place));
	};
	return [
		keymap.of([
			{
				key: 'F12',
				run: ({ state }) => {
					go(state.selection.main.head);
					return true;
				}
			}
		]),
		EditorView.domEventHandlers({
			mousedown(event, view) {
				if (!(event.ctrlKey || event.metaKey) || event.button !== 0) return false;
				const offset = view.posAtCoords({ x: event.clientX, y: event.clientY });
				if (offset === null) return false;
				go(offset);
				return true;
			}
		})
	];
}
