import type { CellState } from '#state/cells/cell.svelte.ts';
import type { NotebookState } from '#state/notebook.svelte.ts';
import { FindState } from '../find/find.svelte.ts';
import { formatTexts } from '../format/formatter.ts';
import { takeFormatted, type FormatOutcome } from '../format/take-formatted.ts';
import type { FoldState } from '../outline/folds.svelte.ts';

export type ToolDialog = 'palette' | 'keymap';
export type ToolPanel = 'outline' | 'variables';

/** Words about what a tool has done; `failed` are the cells that it left, with the reasons. */
export type ToolNotice =
	| {
			readonly kind: 'formatted';
			readonly count: number;
			readonly failed: FormatOutcome['failed'];
	  }
	| { readonly kind: 'formatting' }
	| { readonly kind: 'formatter not loaded' };

/** The tools around a notebook: which are open, and what they have done. */
export class NotebookTools {
	readonly find: FindState;
	readonly folds: FoldState;
	#dialog = $state.raw<ToolDialog | null>(null);
	#panel = $state.raw<ToolPanel | null>(null);
	#notice = $state.raw<ToolNotice | null>(null);
	#isFormatting = $state.raw(false);
	readonly #notebook: NotebookState;

	constructor(notebook: NotebookState, folds: FoldState) {
		this.#notebook = notebook;
		this.find = new FindState(notebook);
		this.folds = folds;
	}

	get dialog(): ToolDialog | null {
		return this.#dialog;
	}

	get panel(): ToolPanel | null {
		return this.#panel;
	}

	get notice(): ToolNotice | null {
		return this.#notice;
	}

	get isFormatting(): boolean {
		return this.#isFormatting;
	}

	openDialog(dialog: ToolDialog): void {
		this.#dialog = dialog;
	}

	/** A command of the palette may have opened another one before the palette says that it is closed. */
	closeDialog(dialog: ToolDialog): void {
		if (this.#dialog === dialog) this.#dialog = null;
	}

	openPanel(panel: ToolPanel): void {
		this.#panel = panel;
	}

	togglePanel(panel: ToolPanel): void {
		this.#panel = this.#panel === panel ? null : panel;
	}

	closePanel(): void {
		this.#panel = null;
	}

	dismiss(): void {
		this.#notice = null;
	}

	/** Formats cells as one change; those that cannot be read, or were changed meanwhile, stay as they are. */
	async format(cells: readonly CellState[]): Promise<void> {
		if (this.#isFormatting) return;
		this.#isFormatting = true;
		this.#notice = { kind: 'formatting' };
		const sources = cells.map((cell) => cell.source);
		const formatted = await formatTexts(cells);
		this.#isFormatting = false;
		if (!formatted) {
			this.#notice = { kind: 'formatter not loaded' };
			return;
		}
		const { texts, failed } = takeFormatted(cells, sources, formatted);
		this.#notebook.rewrite(texts);
		this.#notice = { kind: 'formatted', count: texts.size, failed };
	}
}
