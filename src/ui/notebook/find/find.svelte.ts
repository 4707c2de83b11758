import type { CellState } from '#state/cells/cell.svelte.ts';
import type { NotebookState } from '#state/notebook.svelte.ts';
import { PatternFinder } from './find-in-worker.ts';
import { MOST_PLACES, findPlaces, type FindQuery } from './find-query.ts';
import { marksByCell, rewritingOf, textsOf, untouched, type Hit, type Mark, type Rewriting } from './hits.ts';

/** How the search stands. */
export type FindStatus =
	| { readonly kind: 'ready' }
	| { readonly kind: 'bad pattern'; readonly message: string }
	| { readonly kind: 'too slow' }
	| { readonly kind: 'replaced'; readonly places: number; readonly cells: number };

const NO_MARKS: readonly Mark[] = [];

/** Finding and replacing over all cells of a notebook: what the bar shows and the editors mark. */
export class FindState {
	text = $state('');
	replacement = $state('');
	matchCase = $state(false);
	wholeWord = $state(false);
	isRegex = $state(false);
	#isOpen = $state(false);
	#hits = $state.raw<readonly Hit[]>([]);
	#at = $state.raw(0);
	#status = $state.raw<FindStatus>({ kind: 'ready' });
	/** Counts the calls that want the field to take the focus. */
	#calls = $state.raw(0);
	/** The sources before the last replacing of all, with what it made of them. */
	#undo = $state.raw<ReadonlyMap<CellState, Rewriting> | null>(null);
	readonly #notebook: NotebookState;
	readonly #finder = new PatternFinder();
	readonly #marks = $derived.by(() => marksByCell(this.#hits, this.current));

	constructor(notebook: NotebookState) {
		this.#notebook = notebook;
	}

	get isOpen(): boolean {
		return this.#isOpen;
	}

	get calls(): number {
		return this.#calls;
	}

	get hits(): readonly Hit[] {
		return this.#hits;
	}

	/** Whether there are more places than are listed. */
	get isCut(): boolean {
		return this.#hits.length === MOST_PLACES;
	}

	/** The place at which the learner is, null where nothing was found. */
	get current(): Hit | null {
		return this.#hits[this.#at] ?? null;
	}

	/** Its number, from 1; 0 where nothing was found. */
	get number(): number {
		return this.#hits.length === 0 ? 0 : this.#at + 1;
	}

	get status(): FindStatus {
		return this.#status;
	}

	get canUndo(): boolean {
		return this.#undo !== null;
	}

	get query(): FindQuery {
		const { text, matchCase, wholeWord, isRegex } = this;
		return { text, matchCase, wholeWord, isRegex };
	}

	marksOf(cell: CellState): readonly Mark[] {
		return this.#marks.get(cell) ?? NO_MARKS;
	}

	/** Opens the bar, or calls the focus back to it; a short text that is selected on the page becomes the query. */
	open(selected = ''): void {
		if (selected !== '' && selected.length < 200 && !selected.includes('\n')) this.text = selected;
		this.#isOpen = true;
		this.#calls++;
	}

	close(): void {
		this.#isOpen = false;
		this.#hits = [];
		this.#status = { kind: 'ready' };
		this.#undo = null;
		this.#finder.close();
	}

	/** Looks again; the place at which the learner was stays, or the next after it. */
	async search(): Promise<void> {
		const cells = this.#notebook.cells;
		const texts = cells.map((cell) => cell.source);
		const { query, replacement } = this;
		const answer = query.isRegex
			? await this.#finder.find({ texts, query, replacement })
			: { kind: 'found' as const, places: findPlaces(texts, query, replacement) };
		if (!this.#isOpen || answer.kind === 'outdated') return;
		if (answer.kind !== 'found') {
			this.#hits = [];
			this.#status = answer;
			return;
		}
		// The cells may have changed while a worker looked; the change itself asks for another search.
		const hits = answer.places.map((place) => ({ ...place, cell: cells[place.index]! }));
		this.#at = this.#nearest(hits);
		this.#hits = hits.filter(({ cell, index }) => cell.source === texts[index]);
		if (this.#status.kind !== 'replaced') this.#status = { kind: 'ready' };
	}

	/** Another query was typed: the words about the last one go. */
	renew(): void {
		this.#status = { kind: 'ready' };
		this.#undo = null;
	}

	step(by: 1 | -1): void {
		const { length } = this.#hits;
		if (length > 0) this.#at = (this.#at + by + length) % length;
	}

	/** Replaces the current place; the next one becomes current. */
	replaceOne(): void {
		const hit = this.current;
		if (!hit) return;
		this.#notebook.rewrite(textsOf(rewritingOf([hit]), 'after'));
		const next = this.#hits.findIndex(
			({ cell, from }, i) => i > this.#at && (cell !== hit.cell || from >= hit.to)
		);
		this.#hits = this.#hits.filter((one) => one !== hit);
		this.#at = Math.max(0, next - 1);
	}

	/** Replaces every place, in all cells at once. */
	replaceAll(): void {
		const hits = this.#hits;
		const rewriting = rewritingOf(hits);
		if (rewriting.size === 0) return;
		this.#notebook.rewrite(textsOf(rewriting, 'after'));
		this.#undo = rewriting;
		this.#hits = [];
		this.#status = { kind: 'replaced', places: hits.length, cells: rewriting.size };
	}

	/** Takes the last replacing of all back, save in cells that were changed since. */
	undoReplaceAll(): void {
		if (this.#undo) this.#notebook.rewrite(textsOf(untouched(this.#undo), 'before'));
		this.renew();
	}

	/** The index of the first hit at or after the current one; 0 where there was none or nothing follows. */
	#nearest(hits: readonly Hit[]): number {
		const was = this.current;
		const start = was ?? this.#startAtSelected();
		if (!start) return 0;
		const cells = this.#notebook.cells;
		const at = cells.indexOf(start.cell);
		return Math.max(
			0,
			hits.findIndex(
				({ cell, from }) => cells.indexOf(cell) > at || (cell === start.cell && from >= start.from)
			)
		);
	}

	#startAtSelected(): { readonly cell: CellState; readonly from: number } | null {
		const cell = this.#notebook.selected;
		return cell && { cell, from: 0 };
	}
}
