import { PlatformError } from '#base/errors.ts';
import { decodeValue } from '../account/value-text.ts';
import { readLines, type CheckedLines } from './checked-line.ts';
import type { Folder } from './folder.ts';
import { FORMAT_VERSION, migrationOf, STATE_END, versionOf, type StoredChange } from './format.ts';

/**
 * The folder's generations: `state-N.jsonl` is everything at one moment, `journal-N.jsonl` what changed from then on. While
 * the next state is being written there are two journals, and the older state and both of them tell the truth.
 */
export interface LoadedState {
	/** Generation of the newest journal; 1 in an empty folder. */
	readonly generation: number;
	/** Length of the sound lines of the newest journal, 0 where there is none. */
	readonly journalBytes: number;
	readonly stateBytes: number;
	/** Whether an earlier version wrote some of it: then everything is to be written anew. */
	readonly isOld: boolean;
}

export function statePath(generation: number): string {
	return `state-${generation}.jsonl`;
}

export function journalPath(generation: number): string {
	return `journal-${generation}.jsonl`;
}

/**
 * Tells every change from the newest whole state on, oldest first, and removes the files that it makes superfluous.
 * @throws PlatformError StorageDamaged where a file is not as it was written (the newest journal may end in a line that
 * was torn), StorageTooNew
 */
export async function loadGenerations(
	folder: Folder,
	apply: (change: StoredChange) => void
): Promise<LoadedState> {
	const names = await folder.names('');
	const states = numbersOf(names, /^state-(\d+)\.jsonl$/);
	const state = await newestState(folder, states);
	const base = state?.generation ?? 1;
	const journals = numbersOf(names, /^journal-(\d+)\.jsonl$/).filter((n) => n >= base);
	const gap = journals.findIndex((n, i) => n !== base + i);
	if (gap !== -1) throw damaged(`${journalPath(base + gap)} is missing`);
	if (!state && states.length > 0 && journals.length === 0) throw damaged(`${journalPath(1)} is missing`);

	const versions = state ? [applyLines(state.path, state.lines, apply)] : [];
	let journalBytes = 0;
	for (const n of journals) {
		const path = journalPath(n);
		const lines = readSound(path, (await folder.readFile(path))!, n !== journals.at(-1));
		if (lines.texts.length > 0) versions.push(applyLines(path, lines, apply));
		journalBytes = lines.soundBytes;
	}
	await removeSuperfluous(folder, base, state !== null);
	return {
		generation: journals.at(-1) ?? base,
		journalBytes,
		stateBytes: state?.lines.soundBytes ?? 0,
		isOld: versions.some((version) => version < FORMAT_VERSION)
	};
}

interface FoundState {
	readonly generation: number;
	readonly path: string;
	readonly lines: CheckedLines;
}

/** A state that was not finished is none: its writer died, and the one before it and the journals are still there. */
async function newestState(folder: Folder, generations: readonly number[]): Promise<FoundState | null> {
	for (const generation of [...generations].reverse()) {
		const path = statePath(generation);
		const file = (await folder.readFile(path))!;
		const lines = readLines(file);
		const [first] = lines.texts;
		if (first !== undefined) migrationOf(first, path);
		const isWhole = lines.soundBytes === file.length && lines.texts.at(-1) === STATE_END;
		if (isWhole) return { generation, path, lines: { ...lines, texts: lines.texts.slice(0, -1) } };
		// Version 1 wrote a state under another name until it was finished; later ones end it with a line.
		const isOld = first !== undefined && versionOf(first)! < FORMAT_VERSION;
		if (isOld || file.includes(10, lines.soundBytes)) {
			return { generation, path, lines: readSound(path, file, true) };
		}
	}
	return null;
}

/** @throws PlatformError StorageDamaged where more than a torn line at the end of a file is unsound */
function readSound(path: string, file: Uint8Array, mustBeWhole: boolean): CheckedLines {
	const lines = readLines(file);
	const rest = file.subarray(lines.soundBytes);
	// A line that was torn has no end; whole lines behind a damaged one are somebody's data.
	if (rest.includes(10) || (mustBeWhole && rest.length > 0)) {
		throw damaged(`${path} is damaged from byte ${lines.soundBytes} on`);
	}
	return lines;
}

function damaged(what: string): PlatformError {
	return new PlatformError('StorageDamaged', `A file of the account is not as it was written: ${what}.`, {
		hint: 'Restore the account from a copy, or begin with an empty one.'
	});
}

/** Returns the version that wrote them. */
function applyLines(path: string, { texts }: CheckedLines, apply: (change: StoredChange) => void): number {
	const migrate = migrationOf(texts[0], path);
	for (const text of texts.slice(1)) {
		for (const change of decodeValue(text) as StoredChange[]) apply(migrate(change));
	}
	return versionOf(texts[0])!;
}

/** Removes what came before a generation, and the states after it that were never finished. */
export async function removeSuperfluous(folder: Folder, base: number, hasState: boolean): Promise<void> {
	for (const name of await folder.names('')) {
		const [, kind, digits] = /^(state|journal)-(\d+)\.jsonl$/.exec(name) ?? [];
		const n = Number(digits);
		const isUnfinished = kind === 'state' && (n > base || (n === base && !hasState));
		if (name.endsWith('.tmp') || n < base || isUnfinished) await folder.remove(name);
	}
}

function numbersOf(names: readonly string[], pattern: RegExp): number[] {
	return names
		.flatMap((name) => pattern.exec(name)?.[1] ?? [])
		.map(Number)
		.sort((a, b) => a - b);
}
