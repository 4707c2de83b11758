import { SortedKeys } from './sorted-keys.ts';
import type { Table } from './table.ts';

/** What a table keeps beside its records, so that no question needs to look at all of them. */
export class TableIndex {
	readonly #table: Table<unknown>;
	readonly #order: SortedKeys;
	readonly #keysOfOrder = new Map<string, string>();
	readonly #groups = new Map<string, Set<string>>();

	constructor(table: Table<unknown>, records: ReadonlyMap<string, unknown>) {
		this.#table = table;
		const { sortKeyOf } = table;
		for (const [key, record] of records) {
			if (sortKeyOf) this.#keysOfOrder.set(sortKeyOf(record), key);
			this.#join(key, record);
		}
		this.#order = new SortedKeys(this.#keysOfOrder.keys());
	}

	/** A record takes another's place; undefined stands for none. */
	change(key: string, before: unknown, after: unknown): void {
		const { groupOf, sortKeyOf } = this.#table;
		if (groupOf && before !== undefined) this.#groups.get(groupOf(before) ?? '')?.delete(key);
		if (after !== undefined) this.#join(key, after);
		if (!sortKeyOf) return;
		const old = before === undefined ? null : sortKeyOf(before);
		const next = after === undefined ? null : sortKeyOf(after);
		if (old === next) return;
		if (old !== null) {
			this.#order.remove(old);
			this.#keysOfOrder.delete(old);
		}
		if (next !== null) {
			this.#order.add(next);
			this.#keysOfOrder.set(next, key);
		}
	}

	/** Keys of the records of a group. */
	keysIn(group: string): Iterable<string> {
		return this.#groups.get(group) ?? [];
	}

	/** Keys of the records by their sort key, from the first on that comes after `sortKey`, or down from the last before it. */
	*inOrder(sortKey: string | null, descending: boolean): Generator<string, void> {
		const found = descending ? this.#order.downFrom(sortKey) : this.#order.from(sortKey ?? '');
		for (const each of found) if (each !== sortKey) yield this.#keysOfOrder.get(each)!;
	}

	#join(key: string, record: unknown): void {
		const group = this.#table.groupOf?.(record) ?? null;
		if (group === null) return;
		const keys = this.#groups.get(group) ?? new Set();
		this.#groups.set(group, keys.add(key));
	}
}
