import type { RegionStorage } from '#sim/ports.ts';

/**
 * What the cells of notebooks showed when they ran last, apart from the notebooks' texts: outputs are large, and losing
 * one costs a run, not a thought. `read` tells a kept run from what another version of the page stored.
 */
export class RunStore<T extends object> {
	readonly #storage: RegionStorage;
	readonly #read: (value: unknown) => T | null;

	/** @param read gives the kept run that a stored value is, or null */
	constructor(storage: RegionStorage, read: (value: unknown) => T | null) {
		this.#storage = storage;
		this.#read = read;
	}

	/** The kept runs of a notebook by cell id; those that this version cannot read are left out. */
	async load(notebook: string): Promise<ReadonlyMap<string, T>> {
		const runs = new Map<string, T>();
		for (const [cellId, value] of await this.#storage.entries(tableOf(notebook))) {
			const run = this.#read(value);
			if (run) runs.set(cellId, run);
		}
		return runs;
	}

	/** Puts runs in the place of earlier ones, null forgets one; all or none. Rejects as the storage does. */
	save(notebook: string, changes: ReadonlyMap<string, T | null>): Promise<void> {
		const table = tableOf(notebook);
		return this.#storage.write([...changes].map(([key, run]) => ({ table, key, value: run ?? undefined })));
	}

	/** Forgets the runs of a notebook. */
	async clear(notebook: string): Promise<void> {
		const table = tableOf(notebook);
		const entries = await this.#storage.entries(table);
		await this.#storage.write(entries.map(([key]) => ({ table, key, value: undefined })));
	}
}

function tableOf(notebook: string): string {
	return `runs/${notebook}`;
}
