/** The texts of a notebook's cells, in order. */
export type Cells = readonly string[];

/** How a notebook stood after each edit, and when. */
export class EditHistory {
	readonly #states: { readonly cells: Cells; readonly at: number }[];

	constructor(start: Cells) {
		this.#states = [{ cells: start, at: 0 }];
	}

	get now(): Cells {
		return this.#states.at(-1)!.cells;
	}

	/** An edit was made just now. */
	add(cells: Cells): void {
		this.#states.push({ cells, at: Date.now() });
	}

	/** Throws where `found` is not how the notebook stood after some edit, or where an edit before `old` is missing. */
	expectSurvivor(found: Cells, old: number, name: string): void {
		const wanted = JSON.stringify(found);
		const place = this.#states.findLastIndex(({ cells }) => JSON.stringify(cells) === wanted);
		if (place < 0) {
			const last = JSON.stringify(this.now);
			throw new Error(`${name}: the notebook never stood like this: ${wanted}; last it was ${last}`);
		}
		const due = this.#states.findLastIndex(({ at }) => at <= old);
		if (place >= due) return;
		const late = old + 1000 - this.#states[due]!.at;
		throw new Error(`${name}: ${due - place} edits are lost, the last of them ${late} ms old`);
	}
}
