import type { CellList } from './cell-list.svelte.ts';
import { EARLIER_VISIT, type CellState } from './cell.svelte.ts';
import type { RunnerState } from '../runs/runner.svelte.ts';
import { staleCells } from '../runs/staleness.ts';

/** What a cell's mark says. */
export type CellStatus =
	'fresh' | 'queued' | 'running' | 'skipped' | 'evaluated' | 'stale' | 'error' | 'aborted';

/** Why a cell is stale; `number` is that of the cell on the page, null where it is gone. */
export type StaleNote =
	| { readonly why: 'edited' | 'restarted' | 'earlier visit' }
	| { readonly why: 'newer' | 'elsewhere'; readonly name: string; readonly number: number | null };

/** What the cells of a notebook are worth, by their runs, their texts and their order. */
export class CellStatuses {
	readonly #list: CellList;
	readonly #runner: RunnerState;
	readonly #reasons = $derived.by(() => this.#judge());

	constructor(list: CellList, runner: RunnerState) {
		this.#list = list;
		this.#runner = runner;
	}

	of(cell: CellState): CellStatus {
		if (cell.phase !== 'idle') return cell.phase;
		const run = cell.lastRun;
		if (!run) return 'fresh';
		if (run.status === 'error') return 'error';
		if (run.status === 'interrupted') return 'aborted';
		if (run.kernel !== this.#runner.kernelNumber || this.#reasons.has(cell.id)) return 'stale';
		return 'evaluated';
	}

	/** Null for a cell that is not stale. */
	whyStale(cell: CellState): StaleNote | null {
		if (this.of(cell) !== 'stale') return null;
		const reason = this.#reasons.get(cell.id);
		if (!reason) return { why: cell.lastRun?.kernel === EARLIER_VISIT ? 'earlier visit' : 'restarted' };
		if (reason.why === 'edited') return reason;
		const definer = this.#list.all.find((one) => one.id === reason.by);
		return { why: reason.why, name: reason.name, number: definer ? this.#list.placeOf(definer) + 1 : null };
	}

	/** A cell that failed or was stopped may have defined names before; it counts as a definer, and is never stale. */
	#judge(): ReturnType<typeof staleCells> {
		const kernel = this.#runner.kernelNumber;
		return staleCells(
			this.#list.all.map(({ id, source, lastRun }) => ({
				id,
				run: lastRun?.kernel === kernel ? lastRun.run : null,
				defines: lastRun ? [...lastRun.defines, ...(lastRun.assigns ?? [])] : [],
				uses: lastRun?.uses ?? [],
				edited: lastRun !== null && lastRun.source !== source
			}))
		);
	}
}
