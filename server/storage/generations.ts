import { readdirSync, readFileSync, renameSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { PlatformError } from '#base/errors.ts';
import { decodeValue } from '#engine/account/value-text.ts';
import { readLines } from './checked-line.ts';
import { migrationOf, type StoredChange } from './format.ts';

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
}

export function statePath(folder: string, generation: number): string {
	return join(folder, `state-${generation}.jsonl`);
}

export function journalPath(folder: string, generation: number): string {
	return join(folder, `journal-${generation}.jsonl`);
}

/**
 * Tells every change from the newest whole state on, oldest first, and removes the files that it makes superfluous.
 * @throws PlatformError StorageDamaged where a file is not as it was written (the newest journal may end in a line that
 * was torn), StorageTooNew
 */
export function loadGenerations(folder: string, apply: (change: StoredChange) => void): LoadedState {
	const names = readdirSync(folder);
	const states = numbersOf(names, /^state-(\d+)\.jsonl$/);
	const base = states.at(-1) ?? 1;
	const journals = numbersOf(names, /^journal-(\d+)\.jsonl$/).filter((n) => n >= base);
	for (const name of names) if (isSuperfluous(name, base)) unlinkSync(join(folder, name));

	const stateBytes = states.length > 0 ? loadFile(statePath(folder, base), true, apply) : 0;
	let journalBytes = 0;
	for (const n of journals) {
		journalBytes = loadFile(journalPath(folder, n), n !== journals.at(-1), apply);
	}
	return { generation: journals.at(-1) ?? base, journalBytes, stateBytes };
}

function isSuperfluous(name: string, base: number): boolean {
	const match = /^(?:state|journal)-(\d+)\.jsonl$/.exec(name);
	return name.endsWith('.tmp') || (match !== null && Number(match[1]) < base);
}

function numbersOf(names: readonly string[], pattern: RegExp): number[] {
	return names
		.flatMap((name) => pattern.exec(name)?.[1] ?? [])
		.map(Number)
		.sort((a, b) => a - b);
}

/** Returns the length of the file's sound lines. */
function loadFile(path: string, mustBeWhole: boolean, apply: (change: StoredChange) => void): number {
	const file = readFileSync(path);
	const { texts, soundBytes } = readLines(file);
	const rest = file.subarray(soundBytes);
	// A line that was torn has no end; whole lines behind a damaged one are somebody's data.
	if (rest.includes(10) || (mustBeWhole && rest.length > 0)) {
		throw new PlatformError('StorageDamaged', `${path} is damaged from byte ${soundBytes} on.`, {
			hint: 'Restore the folder from a copy, or begin with an empty one.'
		});
	}
	if (texts.length === 0) return 0;
	const migrate = migrationOf(texts[0], path);
	for (const text of texts.slice(1)) {
		for (const change of decodeValue(text) as StoredChange[]) apply(migrate(change));
	}
	return soundBytes;
}

/** Puts a finished state in place of the generations before it. */
export function acceptState(folder: string, generation: number, temporary: string): void {
	renameSync(temporary, statePath(folder, generation));
	for (const name of readdirSync(folder)) {
		if (isSuperfluous(name, generation)) unlinkSync(join(folder, name));
	}
}
