import { collectBytes, type ByteStream } from '#base/byte-stream.ts';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';
import type { RegionStorage, StagedBytes, StorageChange } from '#sim/ports.ts';
import { STORED_BYTES, STORED_TABLES } from '#sim/stored-tables.ts';
import { decodeValue, encodeValue } from './value-text.ts';
import { badArchive, readZip } from './zip-reader.ts';
import { ZipWriter } from './zip-writer.ts';

/**
 * A whole account as one zip, over the storage port, so that what left one host comes in on any other: `account.json`
 * (format and version), `tables/NAME.jsonl` (`[key, value]` a line), `bytes.jsonl` (a key a line), and `bytes/N` for the key
 * of its N-th line, counted from 0.
 */
const VERSION = 1;
const HEAD = 'account.json';
const BYTE_KEYS = 'bytes.jsonl';

/** The account piece by piece, of any size. The storage must stand still meanwhile. */
export async function* exportAccount(storage: RegionStorage): AsyncGenerator<Uint8Array, void> {
	const zip = new ZipWriter();
	yield* zip.add(HEAD, encodeUtf8(encodeValue({ format: 'sagebrush-account', version: VERSION })));
	for (const table of STORED_TABLES) {
		const entries = await storage.entries(table);
		if (entries.length > 0) yield* zip.add(`tables/${table}.jsonl`, linesOf(entries));
	}
	const keys = await storage.keys(STORED_BYTES);
	yield* zip.add(BYTE_KEYS, linesOf(keys));
	for (const [i, key] of keys.entries()) {
		yield* zip.addStream(`bytes/${i}`, async () => (await storage.read(STORED_BYTES, key))!);
	}
	yield* zip.end();
}

/** An account that has been read and waits to take the place of another. */
export interface ReadAccount {
	/** Puts it there, all of it or nothing. No region may be open over the storage meanwhile. */
	commit(): Promise<void>;
	/** Gives it up. */
	discard(): Promise<void>;
}

/**
 * Reads an archive to its end and checks it; changes nothing.
 * @throws UserError BadAccountArchive, AccountTooNew; PlatformError where there is no room for it
 */
export async function readAccount(storage: RegionStorage, zip: ByteStream): Promise<ReadAccount> {
	const staged: StagedBytes[] = [];
	const discard = async (): Promise<void> => {
		for (const each of staged) await each.discard();
	};
	try {
		const changes = await readChanges(storage, zip, staged);
		return {
			commit: async () => storage.write([...(await removals(storage, changes)), ...changes]),
			discard
		};
	} catch (error) {
		await discard();
		throw error;
	}
}

/** Puts the account of an archive in the place of the one that is there: all of it, or nothing when it rejects. */
export async function importAccount(storage: RegionStorage, zip: ByteStream): Promise<void> {
	const read = await readAccount(storage, zip);
	try {
		await read.commit();
	} catch (error) {
		await read.discard();
		throw error;
	}
}

async function readChanges(
	storage: RegionStorage,
	zip: ByteStream,
	staged: StagedBytes[]
): Promise<StorageChange[]> {
	const changes: StorageChange[] = [];
	let keys: readonly unknown[] | null = null;
	let isFirst = true;
	for await (const { name, pieces } of readZip(zip)) {
		const table = /^tables\/([A-Za-z0-9_-]+)\.jsonl$/.exec(name)?.[1];
		const place = /^bytes\/(\d+)$/.exec(name)?.[1];
		if (isFirst !== (name === HEAD)) throw badArchive(`it does not begin with ${HEAD}`);
		isFirst = false;
		if (name === HEAD) checkVersion(readLines(await collectBytes(pieces))[0]);
		else if (name === BYTE_KEYS) keys = readLines(await collectBytes(pieces));
		else if (table !== undefined && STORED_TABLES.includes(table)) {
			changes.push(...readTable(table, await collectBytes(pieces)));
		} else if (place !== undefined) {
			const key = keys?.[Number(place)];
			if (typeof key !== 'string') throw badArchive(`${name} has no key`);
			const bytes = await storage.stage(pieces);
			staged.push(bytes);
			changes.push({ table: STORED_BYTES, key, value: bytes });
		} else throw badArchive(`it holds the unknown file ${name}`);
	}
	if (keys === null || keys.length !== staged.length) throw badArchive('some of its bytes are absent');
	return changes;
}

/** What the archive does not hold must not outlive the import. */
async function removals(storage: RegionStorage, changes: readonly StorageChange[]): Promise<StorageChange[]> {
	const kept = new Set(changes.map(({ table, key }) => `${table} ${key}`));
	const found: StorageChange[] = [];
	for (const table of [...STORED_TABLES, STORED_BYTES]) {
		for (const key of await storage.keys(table)) {
			if (!kept.has(`${table} ${key}`)) found.push({ table, key, value: undefined });
		}
	}
	return found;
}

function checkVersion(head: unknown): void {
	const { format, version } = (head ?? {}) as { format?: unknown; version?: unknown };
	if (format !== 'sagebrush-account' || typeof version !== 'number')
		throw badArchive(`${HEAD} is of another kind`);
	if (version <= VERSION) return;
	throw new UserError(
		'AccountTooNew',
		`The archive was written by a newer Sagebrush (format ${version}; this one reads up to ${VERSION}).`,
		{ hint: 'Use the newer Sagebrush.' }
	);
}

function readTable(table: string, bytes: Uint8Array): StorageChange[] {
	return readLines(bytes).map((line) => {
		if (!Array.isArray(line) || line.length !== 2 || typeof line[0] !== 'string' || line[1] === undefined) {
			throw badArchive(`the table ${table} holds a line that is no entry`);
		}
		return { table, key: line[0], value: line[1] as unknown };
	});
}

function linesOf(values: readonly unknown[]): Uint8Array {
	return encodeUtf8(values.map((value) => `${encodeValue(value)}\n`).join(''));
}

function readLines(bytes: Uint8Array): unknown[] {
	const lines = decodeUtf8(bytes).split('\n');
	try {
		return lines.filter((line) => line !== '').map(decodeValue);
	} catch (cause) {
		throw badArchive(String(cause));
	}
}
