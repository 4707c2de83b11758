import type { Writer } from './writer.svelte.ts';

/** What may be done with an open notebook: another tab may be writing it, or it may have come from outside. */
export class NotebookAccess {
	#isTrusted = $state.raw(true);
	#refusals = $state.raw(0);
	readonly #writer: Pick<Writer, 'mayWrite'>;

	/** @param isTrusted false for a notebook from a file or link that the learner has not let run yet */
	constructor(writer: Pick<Writer, 'mayWrite'>, isTrusted: boolean) {
		this.#writer = writer;
		this.#isTrusted = isTrusted;
	}

	get isTrusted(): boolean {
		return this.#isTrusted;
	}

	/** Whether cells may be changed and what they show may be stored. */
	get mayWrite(): boolean {
		return this.#writer.mayWrite;
	}

	get mayRun(): boolean {
		return this.mayWrite && this.#isTrusted;
	}

	/** How often something was asked for that may not be: the page then points to where it can be allowed. */
	get refusals(): number {
		return this.#refusals;
	}

	refuse(): void {
		this.#refusals++;
	}

	/** The learner has read the notebook and lets it run. */
	trust(): void {
		this.#isTrusted = true;
	}
}
