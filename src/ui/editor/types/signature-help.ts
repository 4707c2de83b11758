import { StateEffect, StateField, type Extension } from '@codemirror/state';
import {
	type EditorView,
	ViewPlugin,
	keymap,
	showTooltip,
	type Tooltip,
	type ViewUpdate
} from '@codemirror/view';
import type { SignatureAnswer } from '#notebook/types/contract.ts';
import type { CellTypes } from './cell-types.ts';
import { describeCall } from './description.ts';

const setCall = StateEffect.define<Tooltip | null>();

const shownCall = StateField.define<Tooltip | null>({
	create: () => null,
	update(tooltip, transaction) {
		for (const effect of transaction.effects) if (effect.is(setCall)) return effect.value;
		return tooltip && transaction.docChanged
			? { ...tooltip, pos: transaction.changes.mapPos(tooltip.pos) }
			: tooltip;
	},
	provide: (field) => showTooltip.from(field)
});

/** Shows the parameters of the call that is being written: after `(` and `,`, or on Ctrl-Shift-Space. */
export function signatureHelp(types: CellTypes): Extension {
	const help = ViewPlugin.define((view) => new SignatureHelp(view, types));
	return [
		shownCall,
		help,
		keymap.of([
			{
				key: 'Mod-Shift-Space',
				run: (view) => {
					view.plugin(help)?.ask();
					return true;
				}
			},
			{ key: 'Escape', run: closeCall }
		])
	];
}

class SignatureHelp {
	readonly #view: EditorView;
	readonly #types: CellTypes;
	#asking: AbortController | null = null;

	constructor(view: EditorView, types: CellTypes) {
		this.#view = view;
		this.#types = types;
	}

	update(update: ViewUpdate): void {
		if (update.docChanged ? this.#opens(update) : update.selectionSet && this.#isShown) this.ask();
		if (update.focusChanged && !update.view.hasFocus && this.#isShown) {
			// A transaction cannot begin inside of another.
			queueMicrotask(() => closeCall(this.#view));
		}
	}

	destroy(): void {
		this.#asking?.abort(new Error('The editor is gone.'));
	}

	ask(): void {
		this.#asking?.abort(new Error('The cursor has moved.'));
		const asking = new AbortController();
		this.#asking = asking;
		const { head } = this.#view.state.selection.main;
		void this.#types.signature(head, asking.signal).then((call) => {
			if (asking.signal.aborted || (!call && !this.#isShown)) return;
			this.#view.dispatch({ effects: setCall.of(call && tooltipOf(call, head)) });
		});
	}

	get #isShown(): boolean {
		return this.#view.state.field(shownCall) !== null;
	}

	#opens(update: ViewUpdate): boolean {
		if (this.#isShown) return true;
		if (!update.transactions.some((transaction) => transaction.isUserEvent('input.type'))) return false;
		const { head } = update.state.selection.main;
		return /[(,]$/.test(update.state.sliceDoc(Math.max(0, head - 1), head));
	}
}

function closeCall(view: EditorView): boolean {
	if (!view.state.field(shownCall)) return false;
	view.dispatch({ effects: setCall.of(null) });
	return true;
}

function tooltipOf(call: SignatureAnswer, pos: number): Tooltip {
	return {
		pos,
		above: true,
		create: () => {
			const dom = document.createElement('div');
			describeCall(dom, call);
			return { dom };
		}
	};
}
