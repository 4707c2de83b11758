import { clonedStorage, type TestStorage } from './cloned-storage.ts';

/** Before a resource is made, and after it is gone. */
const NOTHING = '-';

/**
 * Storage that notes how the status of one table's records moves: every `from > to` goes into `moves` once, `-` standing
 * for what is not there.
 */
export function watchedStorage(
	moves: Set<string>,
	table: string,
	statusOf: (record: never) => unknown
): TestStorage {
	const storage = clonedStorage();
	const now = new Map<string, string>();
	const note = (key: string, value: unknown): void => {
		const to = value === undefined ? NOTHING : String(statusOf(value as never));
		const from = now.get(key) ?? NOTHING;
		now.set(key, to);
		if (from !== to) moves.add(`${from} > ${to}`);
	};
	const { write } = storage;
	return Object.assign(storage, {
		write(batch: Parameters<typeof write>[0]) {
			for (const change of batch) if (change.table === table) note(change.key, change.value);
			return write(batch);
		}
	});
}
