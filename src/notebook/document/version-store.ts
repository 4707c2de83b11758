import type { RegionStorage } from '#sim/ports.ts';
import { parseNotebookCopy, type NotebookCopy, type NotebookKey } from './notebook-copy.ts';
import { thinnedOut } from './thin-versions.ts';

/** An earlier state of a notebook. */
export interface Version {
	/** Unique among the notebook's versions. */
	readonly id: string;
	/** Wall-clock milliseconds since the epoch. */
	readonly at: number;
	/**
	 * `auto`: kept in passing; `named`: the learner asked for it; `before`: as it was before going back to another one;
	 * `rescued`: edits of a tab that had lost the right to save them. Only `auto` ones are thinned out.
	 */
	readonly kind: 'auto' | 'named' | 'before' | 'rescued';
	/** The learner's words, empty for none. */
	readonly name: string;
	readonly copy: NotebookCopy;
}

/** Earlier states of the learner's notebooks: each a whole copy. */
export class VersionStore {
	readonly #storage: RegionStorage;

	constructor(storage: RegionStorage) {
		this.#storage = storage;
	}

	/** The versions of a notebook, the latest first; those that this page cannot read are left out. */
	async list(key: NotebookKey): Promise<readonly Version[]> {
		const entries = await this.#storage.entries(tableOf(key));
		return entries.flatMap(([id, value]) => readVersion(id, value) ?? []).sort((a, b) => b.at - a.at);
	}

	/** Keeps a state. Those kept in passing are thinned out: many of the last hour, few of the last year. */
	async keep(
		key: NotebookKey,
		copy: NotebookCopy,
		{ at, kind, name = '' }: { at: number; kind: Version['kind']; name?: string }
	): Promise<void> {
		const table = tableOf(key);
		const kept = await this.list(key);
		const id = freeId(at, new Set(kept.map((version) => version.id)));
		const gone = thinnedOut([{ id, at, kind }, ...kept], at);
		await this.#storage.write([
			{ table, key: id, value: { at, kind, name, copy } },
			...gone.map((old) => ({ table, key: old, value: undefined }))
		]);
	}

	/** Forgets one version. */
	remove(key: NotebookKey, id: string): Promise<void> {
		return this.#storage.write([{ table: tableOf(key), key: id, value: undefined }]);
	}

	/** Forgets all versions of a notebook. */
	async clear(key: NotebookKey): Promise<void> {
		const table = tableOf(key);
		const entries = await this.#storage.entries(table);
		await this.#storage.write(entries.map(([id]) => ({ table, key: id, value: undefined })));
	}
}

function readVersion(id: string, value: unknown): Version | null {
	if (typeof value !== 'object' || value === null) return null;
	const { at, kind, name, copy } = value as Partial<Record<keyof Version, unknown>>;
	const whole = parseNotebookCopy(copy);
	if (!whole || typeof at !== 'number' || typeof name !== 'string') return null;
	if (kind !== 'auto' && kind !== 'named' && kind !== 'before' && kind !== 'rescued') return null;
	return { id, at, kind, name, copy: whole };
}

function freeId(at: number, taken: ReadonlySet<string>): string {
	let id = String(at).padStart(15, '0');
	while (taken.has(id)) id += '+';
	return id;
}

function tableOf(key: NotebookKey): string {
	return `versions/${key}`;
}
