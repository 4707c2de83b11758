import type { ByteStream } from '#base/byte-stream.ts';
import { PlatformError } from '#base/errors.ts';
import type { Clock } from '#base/clock.ts';
import type { Emitter } from '#base/emitter.ts';
import type { RegionEvent } from '../events.ts';
import type { RegionStorage, StagedBytes, StorageChange } from '../ports.ts';
import { SortedKeys } from './sorted-keys.ts';
import { TableIndex } from './table-index.ts';

declare const record: unique symbol;

/** How a table's records can be found without looking at all of them; each costs memory and a little time for a change. */
export interface TableFinding<T> {
	/** Whether its keys can be read in order. */
	readonly ordered: boolean;
	/** A unique text by which its records can be read in order. */
	sortKeyOf?(record: T): string;
	/** The group that a record belongs to, null for none: the records of a group can be had alone. */
	groupOf?(record: T): string | null;
}

/** Name and record type of one table. Records are plain values, replaced and never changed in place. */
export interface Table<T> extends TableFinding<T> {
	readonly name: string;
	readonly [record]?: T;
}

/** Binds a table's name to the type of its records. */
export function defineTable<T>(name: string, finding: Partial<TableFinding<T>> = {}): Table<T> {
	return { ordered: false, ...finding, name };
}

/** Large values by id (object bodies, model archives): read on demand, never kept in memory. */
export const BYTES = 'bytes';
export const META = 'meta';
const TIME = 'time';

/** What an operation may do to the state: all of it becomes durable and visible together, or nothing does. */
export interface Transaction {
	/** Simulated time of the whole transaction. */
	readonly now: number;
	get<T>(table: Table<T>, key: string): T | undefined;
	put<T>(table: Table<T>, key: string, value: T): void;
	remove<T>(table: Table<T>, key: string): void;
	/** Staged bytes become durable with the transaction; whoever staged them discards them when it fails. */
	putBytes(id: string, bytes: Uint8Array | StagedBytes): void;
	removeBytes(id: string): void;
	/** Heard by the watchers once the change is durable. */
	emit(event: RegionEvent): void;
}

/**
 * The region's state: tables in memory, written through to storage. Transactions run one after another, so what one
 * checks still holds when it writes.
 */
export class Store {
	readonly #storage: RegionStorage;
	readonly #clock: Clock;
	readonly #events: Emitter<RegionEvent>;
	readonly #tables = new Map<string, Map<string, unknown>>();
	/** Keys of the ordered tables. */
	readonly #orders = new Map<string, SortedKeys>();
	readonly #indexes = new Map<string, TableIndex>();
	readonly #later = new Map<string, StorageChange>();
	#tail: Promise<unknown> = Promise.resolve();
	#closed = false;

	private constructor(storage: RegionStorage, clock: Clock, events: Emitter<RegionEvent>) {
		this.#storage = storage;
		this.#clock = clock;
		this.#events = events;
	}

	/** Loads the tables; rejects with the storage's error. */
	static async open(
		storage: RegionStorage,
		tables: readonly Table<unknown>[],
		clock: Clock,
		events: Emitter<RegionEvent>
	): Promise<Store> {
		const store = new Store(storage, clock, events);
		for (const table of tables) {
			const { name, ordered } = table;
			const map = new Map(await storage.entries(name));
			store.#tables.set(name, map);
			if (ordered) store.#orders.set(name, new SortedKeys(map.keys()));
			if (table.sortKeyOf || table.groupOf) store.#indexes.set(name, new TableIndex(table, map));
		}
		return store;
	}

	get<T>(table: Table<T>, key: string): T | undefined {
		return this.#map(table).get(key);
	}

	values<T>(table: Table<T>): T[] {
		return [...this.#map(table).values()];
	}

	/** Key order is that of insertion, and of the storage after a restart. */
	entries<T>(table: Table<T>): [string, T][] {
		return [...this.#map(table)];
	}

	/** The records of a group of a table that has groups. */
	group<T>(table: Table<T>, group: string): T[] {
		return Array.from(this.#index(table).keysIn(group), (key) => this.get(table, key)!);
	}

	/**
	 * The records of a table that has sort keys, from the one on that comes after `sortKey`, or down from the one before it;
	 * null for all. To be read at once.
	 */
	*inOrder<T>(table: Table<T>, sortKey: string | null, descending: boolean): Generator<T, void> {
		for (const key of this.#index(table).inOrder(sortKey, descending)) yield this.get(table, key)!;
	}

	/** The keys of an ordered table that do not come before `from`, by their UTF-8 bytes; to be read at once. */
	keysFrom(table: Table<unknown>, from: string): Iterable<string> {
		const keys = this.#orders.get(table.name);
		if (!keys) throw new TypeError(`Table '${table.name}' is not ordered.`);
		return keys.from(from);
	}

	/** Bytes stored under an id, undefined where there are none. */
	async bytes(id: string): Promise<Uint8Array | undefined> {
		const value = await this.#storage.get(BYTES, id);
		return value instanceof Uint8Array ? value : undefined;
	}

	/** A part of the bytes stored under an id, piece by piece; undefined where there are none. */
	readBytes(id: string, start?: number, end?: number): Promise<ByteStream | undefined> {
		return this.#storage.read(BYTES, id, start, end);
	}

	/** Takes bytes in before the transaction that stores them, without holding them in memory where the host can. */
	async stage(pieces: ByteStream): Promise<StagedBytes> {
		// Storage takes real time, of which simulated time must not know.
		const release = this.#clock.hold();
		try {
			return await this.#storage.stage(pieces);
		} finally {
			release();
		}
	}

	/**
	 * Runs `change` after the transactions before it and makes its writes durable. When it throws, or when the storage
	 * refuses, nothing has changed and the promise rejects.
	 */
	transact<R>(change: (tx: Transaction) => R): Promise<R> {
		// Storage takes real time, of which simulated time must not know.
		const release = this.#clock.hold();
		const run = this.#tail.then(() => this.#run(change)).finally(release);
		this.#tail = run.catch(() => {});
		return run;
	}

	/**
	 * Changes memory now and storage with the next transaction: for counters that may lose their last seconds. No
	 * transaction may write the same record, save to remove it.
	 */
	putLater<T>(table: Table<T>, key: string, value: T, event?: RegionEvent): void {
		const map = this.#map(table);
		this.#indexes.get(table.name)?.change(key, map.get(key), value);
		map.set(key, value);
		this.#later.set(`${table.name} ${key}`, { table: table.name, key, value });
		if (event) this.#tell([event]);
	}

	/** Runs `work` between two transactions: meanwhile the storage holds everything, and nothing in it changes. */
	standStill<R>(work: () => Promise<R>): Promise<R> {
		const release = this.#clock.hold();
		const run = this.#tail
			.then(() => (this.#later.size > 0 && !this.#closed ? this.#write(new Map()) : undefined))
			.then(work)
			.finally(release);
		this.#tail = run.catch(() => {});
		return run;
	}

	/** From now on transactions reject: a closed region must not write over the one that took its place. */
	close(): void {
		this.#closed = true;
	}

	async #run<R>(change: (tx: Transaction) => R): Promise<R> {
		if (this.#closed) throw new PlatformError('RegionClosed', 'The region was closed.');
		const writes = new Map<string, StorageChange>();
		const events: RegionEvent[] = [];
		const result = change(this.#transaction(writes, events));
		if (writes.size > 0) {
			await this.#write(writes);
			// First, so that what tells more has the last word.
			events.unshift({ type: 'changed', tables: tablesOf(writes.values()) });
		}
		this.#tell(events);
		return result;
	}

	/** Brings the writes, and what waits for the next ones, to the storage and then into memory. */
	async #write(writes: ReadonlyMap<string, StorageChange>): Promise<void> {
		const later = [...this.#later.values()].filter((w) => !writes.has(`${w.table} ${w.key}`));
		const now = { table: META, key: TIME, value: this.#clock.now() };
		await this.#storage.write([...writes.values(), ...later, now]);
		// A counter that moved on during the write stays due.
		for (const w of later) {
			if (this.#later.get(`${w.table} ${w.key}`) === w) this.#later.delete(`${w.table} ${w.key}`);
		}
		this.#apply(writes.values());
	}

	#transaction(writes: Map<string, StorageChange>, events: RegionEvent[]): Transaction {
		const write = (table: string, key: string, value: unknown): void => {
			writes.set(`${table} ${key}`, { table, key, value });
		};
		return {
			now: Math.round(this.#clock.now()),
			get: <T>(table: Table<T>, key: string) => {
				const written = writes.get(`${table.name} ${key}`);
				return written ? (written.value as T | undefined) : this.get(table, key);
			},
			put: (table, key, value) => write(table.name, key, value),
			remove: (table, key) => write(table.name, key, undefined),
			putBytes: (id, bytes) => write(BYTES, id, bytes),
			removeBytes: (id) => write(BYTES, id, undefined),
			emit: (event) => events.push(event)
		};
	}

	#apply(writes: Iterable<StorageChange>): void {
		for (const { table, key, value } of writes) {
			const map = this.#tables.get(table);
			const keys = this.#orders.get(table);
			this.#indexes.get(table)?.change(key, map?.get(key), value);
			if (value === undefined) {
				map?.delete(key);
				keys?.remove(key);
			} else {
				map?.set(key, value);
				keys?.add(key);
			}
			this.#later.delete(`${table} ${key}`);
		}
	}

	#tell(events: readonly RegionEvent[]): void {
		for (const event of events) {
			try {
				this.#events.emit(event);
			} catch {
				// The change is durable and true whatever became of a watcher.
			}
		}
	}

	#index(table: Table<unknown>): TableIndex {
		const index = this.#indexes.get(table.name);
		if (!index) throw new TypeError(`Table '${table.name}' has neither groups nor an order.`);
		return index;
	}

	#map<T>(table: Table<T>): Map<string, T> {
		const map = this.#tables.get(table.name);
		if (!map) throw new TypeError(`Table '${table.name}' was not loaded.`);
		return map as Map<string, T>;
	}
}

function tablesOf(writes: Iterable<StorageChange>): readonly string[] {
	const names = new Set<string>();
	for (const { table } of writes) if (table !== BYTES) names.add(table);
	return [...names];
}

/** Simulated time of the last change, ms since the epoch; null for storage that never held a region. */
export async function storedTime(storage: RegionStorage): Promise<number | null> {
	const time = await storage.get(META, TIME);
	return typeof time === 'number' ? time : null;
}
