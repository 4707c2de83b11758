import { collectBytes, streamOf, type ByteStream } from '#base/byte-stream.ts';
import { concatBytes } from '#base/bytes.ts';
import { PlatformError } from '#base/errors.ts';
import type { RegionStorage, StagedBytes, StorageChange } from '#sim/ports.ts';
import { encodeValue } from '../account/value-text.ts';
import { createBreath } from '../breath.ts';
import { writeLine } from './checked-line.ts';
import type { Folder } from './folder.ts';
import { header, STATE_END, type StoredChange } from './format.ts';
import { journalPath, loadGenerations, removeSuperfluous, statePath } from './generations.ts';
import { Journal } from './journal.ts';
import { FileRef, OwnFiles } from './own-files.ts';
import { PackedBytes, Packs } from './packs.ts';
import { Staged } from './staged.ts';
import { storageError } from './storage-error.ts';

/** How often what was written is pushed to the disk itself, where a power failure cannot reach it. */
const SYNC_MS = 1000;
/** A journal is worth a new state when it is longer than this and than the state before it. */
const LONG_JOURNAL_BYTES = 16 * 1024 * 1024;
/** Bytes up to here share a file with others. */
const SMALL_BYTES = 256 * 1024;
/** Entries of a state that are written in one breath. */
const STATE_BATCH = 500;
const NOTHING = new Uint8Array(0);

export interface FolderStorageOptions {
	/** How long a journal may grow before everything is written anew. */
	readonly longJournalBytes?: number | undefined;
	/** Runs when the storage has closed its files. */
	readonly onClose?: (() => void) | undefined;
}

/**
 * The region's tables in a folder, in Node's file system or the browser's own: one writer, records in memory and in a
 * journal, small bytes in packs, large ones in files of their own. What `write` acknowledged survives the death of the
 * process at any moment, and a power failure a second later.
 */
export class FolderStorage implements RegionStorage {
	readonly #folder: Folder;
	readonly #longJournalBytes: number;
	readonly #onClose: () => void;
	readonly #files: OwnFiles;
	readonly #packs: Packs;
	readonly #tables = new Map<string, Map<string, unknown>>();
	/** Files of values that are no more, to be removed once the journal says so on the disk itself. */
	#doomed: string[] = [];
	#journal!: Journal;
	#generation = 1;
	#stateBytes = 0;
	#turning: Promise<void> | null = null;
	#syncing: Promise<void> = Promise.resolve();
	#timer: ReturnType<typeof setInterval> | undefined;
	#closed = false;

	private constructor(folder: Folder, { longJournalBytes, onClose }: FolderStorageOptions) {
		this.#folder = folder;
		this.#longJournalBytes = longJournalBytes ?? LONG_JOURNAL_BYTES;
		this.#onClose = onClose ?? (() => {});
		this.#files = new OwnFiles(folder);
		this.#packs = new Packs(folder);
	}

	/** Rejects with a PlatformError: StorageTooNew, StorageDamaged, StorageInUse, StorageFull or StorageFailed. */
	static async open(folder: Folder, options: FolderStorageOptions = {}): Promise<FolderStorage> {
		const storage = new FolderStorage(folder, options);
		try {
			await storage.#load();
			return storage;
		} catch (error) {
			storage.#end();
			throw storageError(error);
		}
	}

	async entries(table: string): Promise<readonly (readonly [string, unknown])[]> {
		const entries = [...(this.#tables.get(table) ?? [])];
		if (!entries.some(([, value]) => isRef(value))) return entries;
		return Promise.all(entries.map(async ([key, value]) => [key, await this.#settled(value)] as const));
	}

	async keys(table: string): Promise<readonly string[]> {
		return [...(this.#tables.get(table)?.keys() ?? [])];
	}

	get(table: string, key: string): Promise<unknown> {
		return this.#settled(this.#tables.get(table)?.get(key));
	}

	async read(table: string, key: string, start = 0, end?: number): Promise<ByteStream | undefined> {
		const value = this.#tables.get(table)?.get(key);
		if (value instanceof FileRef) return this.#files.stream(value, start, end);
		if (!(value instanceof PackedBytes)) return undefined;
		const to = Math.min(end ?? value.sizeBytes, value.sizeBytes);
		const bytes = this.#packs.read(value, Math.min(start, to), to);
		return bytes && streamOf(bytes);
	}

	async stage(pieces: ByteStream): Promise<StagedBytes> {
		try {
			const { head, rest } = await headOf(pieces, SMALL_BYTES);
			if (rest) return await this.#stageFile(rest);
			await this.#packs.makeRoom();
			return this.#stageSmall(head);
		} catch (error) {
			throw this.#folder.isOwnError(error) ? storageError(error) : error;
		}
	}

	async write(changes: readonly StorageChange[]): Promise<void> {
		const large: Staged[] = [];
		try {
			const given: StorageChange[] = [];
			for (const change of changes) {
				if (!isLarge(change.value)) {
					given.push(change);
					continue;
				}
				// Large bytes go into files of their own before the change that names them is made.
				const value = await this.#stageFile(streamOf(change.value));
				large.push(value);
				given.push({ ...change, value });
			}
			await this.#packs.makeRoom();
			this.#writeNow(given);
		} catch (error) {
			for (const staged of large) await staged.discard();
			throw storageError(error);
		}
		if (this.#journal.sizeBytes > Math.max(this.#longJournalBytes, this.#stateBytes)) {
			this.compact().catch(() => {});
		}
	}

	/** Resolves when everything acknowledged so far would survive a power failure. */
	sync(): Promise<void> {
		const journal = this.#journal;
		const doomed = this.#doomed;
		this.#doomed = [];
		this.#syncing = this.#syncing
			.catch(() => {})
			.then(async () => {
				// The bytes first: a journal must not name what is not there.
				await this.#files.sync();
				await this.#packs.sync();
				await journal.sync();
				for (const name of doomed) await this.#files.remove(name);
				if (!this.#closed) await this.#packs.removeEmpty();
			});
		return this.#syncing;
	}

	/** Writes everything as one state, so that the journal begins anew and dead bytes go. Writes go on meanwhile. */
	compact(): Promise<void> {
		this.#turning ??= this.#turn().finally(() => (this.#turning = null));
		return this.#turning;
	}

	/** Resolves when all is on the disk and the folder is free for others. */
	async close(): Promise<void> {
		if (this.#closed) return;
		this.#closed = true;
		await this.#turning?.catch(() => {});
		await this.sync().finally(() => this.#end());
	}

	async #load(): Promise<void> {
		const loaded = await loadGenerations(this.#folder, (change) => void this.#apply(change));
		await this.#packs.open();
		await this.#files.sweep(this.#filesNamed());
		this.#generation = loaded.generation;
		this.#stateBytes = loaded.stateBytes;
		this.#journal = await openJournal(this.#folder, loaded.generation, loaded.journalBytes);
		this.#doomed = [];
		// An earlier version must not take what this one adds for its own.
		if (loaded.isOld) await this.compact();
		this.#timer = setInterval(() => void this.sync().catch(() => {}), SYNC_MS);
		// In Node a timer is an object, and keeps the process alive.
		(this.#timer as { unref?(): void }).unref?.();
	}

	#end(): void {
		this.#closed = true;
		clearInterval(this.#timer);
		this.#journal?.close();
		this.#packs.close();
		this.#onClose();
	}

	async #stageFile(pieces: ByteStream): Promise<Staged> {
		const file = await this.#files.put(pieces);
		return new Staged(file, async (isKept) => {
			if (!isKept) await this.#files.remove(file.name);
		});
	}

	/** They count as named as long as they wait, so that their pack stays. */
	#stageSmall(bytes: Uint8Array): Staged {
		const packed = this.#packs.put(bytes);
		this.#packs.named(packed);
		return new Staged(packed, async () => this.#packs.dropped(packed));
	}

	/** All of it in one breath, so that what is in memory and what is in the journal are always the same. */
	#writeNow(changes: readonly StorageChange[]): void {
		if (this.#closed) throw new PlatformError('StorageFailed', 'The storage was closed.');
		const mark = this.#packs.mark;
		try {
			const stored = changes.map((change) => this.#stored(change));
			this.#journal.append(writeLine(encodeValue(stored)));
			for (const change of stored) this.#drop(this.#apply(change));
			for (const { value } of changes) if (value instanceof Staged) value.keep();
		} catch (error) {
			this.#packs.takeBack(mark);
			throw error;
		}
	}

	#stored({ table, key, value }: StorageChange): StoredChange {
		if (value === undefined) return [table, key];
		if (value instanceof Staged) return refChange(table, key, value.ref());
		if (value instanceof Uint8Array) return refChange(table, key, this.#packs.put(value));
		return [table, key, value];
	}

	async #turn(): Promise<void> {
		await this.#moveFrom(await this.#packs.sparse());
		const generation = this.#generation + 1;
		const next = await openJournal(this.#folder, generation, 0);
		const before = this.#journal;
		const moment = [...this.#tables].map(([table, map]) => [table, [...map]] as const);
		this.#journal = next;
		this.#generation = generation;
		await this.#syncing.catch(() => {});
		await before.sync();
		before.close();
		this.#stateBytes = await this.#folder.writeFile(statePath(generation), stateLines(moment), true);
		await removeSuperfluous(this.#folder, generation, true);
	}

	/** Writes the living bytes of packs anew, so that the packs can go. */
	async #moveFrom(packs: ReadonlySet<number>): Promise<void> {
		if (packs.size === 0) return;
		const breath = createBreath();
		for (const [table, map] of this.#tables) {
			for (const [key, value] of [...map]) {
				if (!(value instanceof PackedBytes) || !packs.has(value.pack)) continue;
				await breath();
				await this.#packs.makeRoom();
				// It may have been replaced meanwhile.
				if (map.get(key) !== value) continue;
				const bytes = this.#packs.read(value, 0, value.sizeBytes);
				if (bytes) this.#writeNow([{ table, key, value: bytes }]);
			}
		}
	}

	async #settled(value: unknown): Promise<unknown> {
		if (value instanceof PackedBytes) return this.#packs.read(value, 0, value.sizeBytes);
		if (!(value instanceof FileRef)) return value;
		const stream = await this.#files.stream(value);
		const bytes = stream && (await collectBytes(stream).catch(() => undefined));
		return bytes?.length === value.sizeBytes ? bytes : undefined;
	}

	/** Puts a change into memory; returns the value that it replaced. */
	#apply(change: StoredChange): unknown {
		const [table, key] = change;
		const map = this.#tables.get(table) ?? new Map<string, unknown>();
		this.#tables.set(table, map);
		const before = map.get(key);
		const value = valueOf(change);
		if (value === undefined) map.delete(key);
		else map.set(key, value);
		if (value instanceof PackedBytes) this.#packs.named(value);
		if (before instanceof PackedBytes) this.#packs.dropped(before);
		return before;
	}

	#drop(value: unknown): void {
		if (value instanceof FileRef) this.#doomed.push(value.name);
	}

	#filesNamed(): Set<string> {
		const values = [...this.#tables.values()].flatMap((map) => [...map.values()]);
		return new Set(values.flatMap((value) => (value instanceof FileRef ? [value.name] : [])));
	}
}

/**
 * The whole of a stream that is not longer than `mostBytes`, as `head`; all of a longer one, as `rest`, to be read once.
 */
async function headOf(
	pieces: ByteStream,
	mostBytes: number
): Promise<{ readonly head: Uint8Array; readonly rest: ByteStream | null }> {
	const reader = pieces[Symbol.asyncIterator]();
	const head: Uint8Array[] = [];
	for (let size = 0; size <= mostBytes;) {
		const next = await reader.next();
		if (next.done) return { head: concatBytes(head), rest: null };
		head.push(next.value);
		size += next.value.length;
	}
	return { head: NOTHING, rest: joined(head, reader) };
}

async function* joined(
	head: Uint8Array[],
	rest: AsyncIterator<Uint8Array>
): AsyncGenerator<Uint8Array, void> {
	yield* head.splice(0);
	try {
		for (;;) {
			const next = await rest.next();
			if (next.done) return;
			yield next.value;
		}
	} finally {
		await rest.return?.();
	}
}

function isLarge(value: unknown): value is Uint8Array {
	return value instanceof Uint8Array && value.length > SMALL_BYTES;
}

function isRef(value: unknown): value is FileRef | PackedBytes {
	return value instanceof FileRef || value instanceof PackedBytes;
}

function refChange(table: string, key: string, ref: FileRef | PackedBytes): StoredChange {
	return ref instanceof FileRef
		? [table, key, null, ref.name, ref.sizeBytes]
		: [table, key, null, ref.pack, ref.sizeBytes, ref.start];
}

function valueOf(change: StoredChange): unknown {
	switch (change.length) {
		case 2:
			return undefined;
		case 3:
			return change[2];
		case 5:
			return new FileRef(change[3], change[4]);
		case 6:
			return new PackedBytes(change[3], change[4], change[5]);
	}
}

async function openJournal(folder: Folder, generation: number, size: number): Promise<Journal> {
	const journal = new Journal(await folder.open(journalPath(generation)), size);
	if (size === 0) journal.append(writeLine(header()));
	return journal;
}

async function* stateLines(
	tables: readonly (readonly [table: string, entries: readonly (readonly [string, unknown])[]])[]
): AsyncGenerator<Uint8Array, void> {
	const breath = createBreath();
	yield writeLine(header());
	for (const [table, entries] of tables) {
		for (let at = 0; at < entries.length; at += STATE_BATCH) {
			await breath();
			const batch = entries
				.slice(at, at + STATE_BATCH)
				.map(([key, value]): StoredChange =>
					isRef(value) ? refChange(table, key, value) : [table, key, value]
				);
			yield writeLine(encodeValue(batch));
		}
	}
	yield writeLine(STATE_END);
}
