import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, showTooltip, type Tooltip } from '@codemirror/view';
import type { HoverAnswer } from '#notebook/types/contract.ts';
import type { CellTypes } from './cell-types.ts';
import { describeIn, plainDescription } from './description.ts';

const explain = StateEffect.define<Tooltip | null>();

/** The explanation that was asked for by key: it stays until something is typed or the cursor moves. */
const explained = StateField.define<Tooltip | null>({
	create: () => null,
	update(tooltip, transaction) {
		for (const effect of transaction.effects) if (effect.is(explain)) return effect.value;
		return transaction.docChanged || transaction.selection ? null : tooltip;
	},
	provide: (field) => showTooltip.from(field)
});

/** Explains the name under the pointer, or with F1 the one under the cursor. */
export function typeHover(types: CellTypes): Extension {
	return [
		hoverTooltip(
			async (view, pos) => {
				const answer = await types.hover(pos);
				return answer && tooltipOf(answer, view.state.doc.length);
			},
			{ hoverTime: 350 }
		),
		explained,
		keymap.of([
			{ key: 'F1', run: (view) => explainAtCursor(view, types) },
			{ key: 'Escape', run: closeExplanation }
		])
	];
}

function explainAtCursor(view: EditorView, types: CellTypes): boolean {
	const pos = view.state.selection.main.head;
	const text = view.state.doc;
	void types.hover(pos).then((answer) => {
		if (!answer || !view.state.doc.eq(text)) return;
		view.dispatch({
			effects: [explain.of(tooltipOf(answer, text.length)), EditorView.announce.of(plainDescription(answer))]
		});
	});
	return true;
}

function closeExplanation(view: EditorView): boolean {
	if (!view.state.field(explained)) return false;
	view.dispatch({ effects: explain.of(null) });
	return true;
}

function tooltipOf(answer: HoverAnswer, length: number): Tooltip {
	return {
		pos: Math.min(answer.range.from, length),
		end: Math.min(answer.range.to, length),
		above: true,
		create: () => {
			const dom = document.createElement('div');
			describeIn(dom, answer);
			return { dom };
		}
	};
}
