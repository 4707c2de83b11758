import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteStream } from '#base/byte-stream.ts';
import { PlatformError } from '#base/errors.ts';
import { encodeValue } from '#engine/account/value-text.ts';
import type { RegionStorage, StagedBytes, StorageChange } from '#sim/ports.ts';
import { BytesFolder, FileRef } from './bytes-folder.ts';
import { writeLine } from './checked-line.ts';
import { lockFolder } from './folder-lock.ts';
import { header, type StoredChange } from './format.ts';
import { acceptState, journalPath, loadGenerations, statePath } from './generations.ts';
import { Journal } from './journal.ts';
import { StagedFile } from './staged-file.ts';
import { storageError } from './storage-error.ts';

/** How often what was written is pushed to the disk itself, where a power failure cannot reach it. */
const SYNC_MS = 1000;
/** A journal is worth a new state when it is longer than this and than the state before it. */
const LONG_JOURNAL_BYTES = 16 * 1024 * 1024;
/** Entries of a state that are written in one breath. */
const STATE_BATCH = 500;

/**
 * The region's tables in a folder: one writer, records in memory and in a journal, bytes in files of their own. What
 * `write` acknowledged survives the death of the process at any moment, and a power failure a second later.
 */
export class FileStorage implements RegionStorage {
	readonly #folder: string;
	readonly #longJournalBytes: number;
	readonly #unlock: () => void;
	readonly #bytes: BytesFolder;
	readonly #tables = new Map<string, Map<string, unknown>>();
	/** Files of values that are no more, to be removed once the journal says so on the disk itself. */
	#doomed: string[] = [];
	#journal: Journal;
	#generation: number;
	#stateBytes: number;
	#turning: Promise<void> | null = null;
	#syncing: Promise<void> = Promise.resolve();
	readonly #timer: NodeJS.Timeout;
	#closed = false;

	private constructor(folder: string, longJournalBytes: number) {
		this.#folder = folder;
		this.#longJournalBytes = longJournalBytes;
		mkdirSync(folder, { recursive: true });
		this.#unlock = lockFolder(join(folder, 'lock'));
		try {
			this.#bytes = new BytesFolder(join(folder, 'bytes'));
			const loaded = loadGenerations(folder, (change) => this.#apply(change));
			this.#bytes.sweep(this.#filesNamed());
			this.#generation = loaded.generation;
			this.#stateBytes = loaded.stateBytes;
			this.#journal = openJournal(folder, loaded.generation, loaded.journalBytes);
		} catch (error) {
			this.#unlock();
			throw error;
		}
		this.#timer = setInterval(() => void this.sync().catch(() => {}), SYNC_MS);
		this.#timer.unref();
	}

	/**
	 * Opens a folder, which is made where there is none. Rejects with a PlatformError: StorageInUse, StorageTooNew,
	 * StorageDamaged or StorageFailed.
	 * @param longJournalBytes how long a journal may grow before everything is written anew
	 */
	static async open(folder: string, longJournalBytes = LONG_JOURNAL_BYTES): Promise<FileStorage> {
		try {
			return new FileStorage(folder, longJournalBytes);
		} catch (error) {
			throw storageError(error);
		}
	}

	async entries(table: string): Promise<readonly (readonly [string, unknown])[]> {
		const entries = [...(this.#tables.get(table) ?? [])];
		return entries.map(([key, value]) => [key, value instanceof FileRef ? this.#bytes.read(value) : value]);
	}

	async keys(table: string): Promise<readonly string[]> {
		return [...(this.#tables.get(table)?.keys() ?? [])];
	}

	async get(table: string, key: string): Promise<unknown> {
		const value = this.#tables.get(table)?.get(key);
		return value instanceof FileRef ? this.#bytes.read(value) : value;
	}

	async read(table: string, key: string, start?: number, end?: number): Promise<ByteStream | undefined> {
		const value = this.#tables.get(table)?.get(key);
		return value instanceof FileRef ? this.#bytes.stream(value, start, end) : undefined;
	}

	async stage(pieces: ByteStream): Promise<StagedBytes> {
		try {
			return new StagedFile(await this.#bytes.putStream(pieces), this.#bytes);
		} catch (error) {
			throw isOfFiles(error) ? storageError(error) : error;
		}
	}

	async write(changes: readonly StorageChange[]): Promise<void> {
		if (this.#closed) throw new PlatformError('StorageFailed', 'The folder was closed.');
		const put: FileRef[] = [];
		const staged: StagedFile[] = [];
		try {
			const stored = changes.map(({ table, key, value }): StoredChange => {
				if (value === undefined) return [table, key];
				if (!(value instanceof Uint8Array || value instanceof StagedFile)) return [table, key, value];
				const file = value instanceof StagedFile ? value.file() : this.#bytes.put(value);
				if (value instanceof StagedFile) staged.push(value);
				else put.push(file);
				return [table, key, null, file.name, file.sizeBytes];
			});
			this.#journal.append(writeLine(encodeValue(stored)));
			for (const each of staged) each.keep();
			for (const change of stored) this.#doom(this.#apply(change));
		} catch (error) {
			for (const { name } of put) this.#bytes.removeNow(name);
			throw storageError(error);
		}
		if (this.#journal.sizeBytes > Math.max(this.#longJournalBytes, this.#stateBytes)) {
			this.compact().catch(() => {});
		}
	}

	/** Resolves when everything acknowledged so far would survive a power failure. */
	sync(): Promise<void> {
		const doomed = this.#doomed;
		this.#doomed = [];
		const journal = this.#journal;
		this.#syncing = this.#syncing.then(async () => {
			await journal.sync();
			for (const name of doomed) await this.#bytes.remove(name);
		});
		return this.#syncing;
	}

	/** Writes everything as one state, so that the journal begins anew. Writes go on meanwhile. */
	compact(): Promise<void> {
		this.#turning ??= this.#turn().finally(() => (this.#turning = null));
		return this.#turning;
	}

	/** Resolves when all is on the disk and the folder is free for another server. */
	async close(): Promise<void> {
		if (this.#closed) return;
		this.#closed = true;
		clearInterval(this.#timer);
		await this.#turning?.catch(() => {});
		await this.sync();
		this.#journal.close();
		this.#unlock();
	}

	async #turn(): Promise<void> {
		const before = this.#journal;
		const generation = this.#generation + 1;
		const moment = [...this.#tables].map(([table, map]) => [table, [...map]] as const);
		this.#journal = openJournal(this.#folder, generation, 0);
		this.#generation = generation;
		await this.#syncing;
		await before.sync();
		before.close();
		const temporary = `${statePath(this.#folder, generation)}.tmp`;
		this.#stateBytes = await writeState(temporary, moment);
		acceptState(this.#folder, generation, temporary);
		syncFolder(this.#folder);
	}

	/** Puts a change into memory; returns the value that it replaced. */
	#apply(change: StoredChange): unknown {
		const [table, key, value, file, sizeBytes] = change;
		const map = this.#tables.get(table) ?? new Map<string, unknown>();
		this.#tables.set(table, map);
		const before = map.get(key);
		if (change.length === 2) map.delete(key);
		else map.set(key, file === undefined ? value : new FileRef(file, sizeBytes!));
		return before;
	}

	#doom(value: unknown): void {
		if (value instanceof FileRef) this.#doomed.push(value.name);
	}

	#filesNamed(): Set<string> {
		const values = [...this.#tables.values()].flatMap((map) => [...map.values()]);
		return new Set(values.flatMap((value) => (value instanceof FileRef ? [value.name] : [])));
	}
}

function openJournal(folder: string, generation: number, size: number): Journal {
	const journal = new Journal(journalPath(folder, generation), size);
	if (size === 0) journal.append(writeLine(header()));
	return journal;
}

/** Returns the file's length. */
async function writeState(
	path: string,
	tables: readonly (readonly [table: string, entries: readonly (readonly [string, unknown])[]])[]
): Promise<number> {
	const file = await open(path, 'w');
	try {
		let size = (await file.write(writeLine(header()))).bytesWritten;
		for (const [table, entries] of tables) {
			for (let at = 0; at < entries.length; at += STATE_BATCH) {
				const batch = entries
					.slice(at, at + STATE_BATCH)
					.map(([key, value]): StoredChange =>
						value instanceof FileRef ? [table, key, null, value.name, value.sizeBytes] : [table, key, value]
					);
				const line = writeLine(encodeValue(batch));
				await file.appendFile(line);
				size += line.length;
			}
		}
		await file.sync();
		return size;
	} finally {
		await file.close();
	}
}

/** Makes names durable, where the system lets a folder be opened. */
function syncFolder(folder: string): void {
	try {
		const handle = openSync(folder, 'r');
		fsyncSync(handle);
		closeSync(handle);
	} catch {
		// Windows does it by itself.
	}
}

/** A stream that broke has its own error to tell. */
function isOfFiles(error: unknown): boolean {
	return typeof (error as NodeJS.ErrnoException | null)?.syscall === 'string';
}
