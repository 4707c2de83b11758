import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';

/** A stretch of text that a search has found. */
export interface FoundMark {
	readonly from: number;
	/** After `from`. */
	readonly to: number;
	/** Whether it is the one at which the learner is. */
	readonly isCurrent: boolean;
}

const setMarks = StateEffect.define<readonly FoundMark[]>();
const found = Decoration.mark({ class: 'find-match' });
const current = Decoration.mark({ class: 'find-match find-current' });

const field = StateField.define<DecorationSet>({
	create: () => Decoration.none,
	update(marks, transaction) {
		const length = transaction.newDoc.length;
		for (const effect of transaction.effects) {
			if (effect.is(setMarks)) {
				const inside = effect.value.filter(({ to }) => to <= length);
				return Decoration.set(
					inside.map(({ from, to, isCurrent }) => (isCurrent ? current : found).range(from, to))
				);
			}
		}
		return marks.map(transaction.changes);
	},
	provide: (own) => EditorView.decorations.from(own)
});

/** Lets an editor mark what a search has found. */
export const foundMarks: Extension = field;

/** Marks these stretches, in order, and no others; brings the current one into the editor's drawn part. */
export function showMarks(view: EditorView, marks: readonly FoundMark[]): void {
	const at = marks.find(({ isCurrent }) => isCurrent);
	const isInside = at && at.to <= view.state.doc.length;
	view.dispatch({
		effects: [setMarks.of(marks), ...(isInside ? [EditorView.scrollIntoView(at.from, { y: 'center' })] : [])]
	});
}

/** Marks stretches of the text of an element that is no editor; call it once on fresh content. */
export function markStill(root: HTMLElement, marks: readonly FoundMark[]): void {
	// From the end, so that what was wrapped does not move what is still to come.
	for (const mark of marks.toReversed()) {
		for (const range of rangesOf(root, mark.from, mark.to).toReversed()) {
			const element = document.createElement('mark');
			element.className = mark.isCurrent ? 'find-match find-current' : 'find-match';
			range.surroundContents(element);
		}
	}
}

/** One range for each text node that a stretch of the text touches. */
function rangesOf(root: HTMLElement, from: number, to: number): Range[] {
	const ranges: Range[] = [];
	const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
	let start = 0;
	for (let node = walker.nextNode(); node && start < to; node = walker.nextNode()) {
		const end = start + (node.nodeValue?.length ?? 0);
		if (end > from) {
			const range = document.createRange();
			range.setStart(node, Math.max(0, from - start));
			range.setEnd(node, Math.min(to, end) - start);
			ranges.push(range);
		}
		start = end;
	}
	return ranges;
}
