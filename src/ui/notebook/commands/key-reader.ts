import { chordOf, parseChord, type KeyPress } from './chord.ts';
import type { Command } from './command.ts';

/** How long a key waits for the second one of `d d`, milliseconds. */
const PATIENCE_MS = 1000;

/**
 * Finds the command of a key press. Keys are written as chords (`Shift+Enter`, `Mod+Shift+P`), two of them with a space
 * between for keys that are pressed one after the other (`d d`).
 */
export class KeyReader {
	readonly #commands: readonly Command[];
	readonly #isMac: boolean;
	#first: { readonly chord: string; readonly at: number } | null = null;

	constructor(commands: readonly Command[], isMac: boolean) {
		this.#commands = commands;
		this.#isMac = isMac;
	}

	/**
	 * @param mode in `edit` only commands of the scope `anywhere` are found
	 * @param at milliseconds of any clock that goes forward
	 * @returns the command, disabled ones too; `waiting` where a second key may follow; null where it means nothing
	 */
	read(press: KeyPress, mode: 'command' | 'edit', at: number): Command | 'waiting' | null {
		const chord = chordOf(press);
		if (chord === null) return null;
		const first = this.#first && at - this.#first.at <= PATIENCE_MS ? this.#first.chord : null;
		this.#first = null;
		const found = (first && this.#find(`${first} ${chord}`, mode)) || this.#find(chord, mode);
		if (found) return found;
		if (!this.#begins(chord, mode)) return null;
		this.#first = { chord, at };
		return 'waiting';
	}

	#find(keys: string, mode: 'command' | 'edit'): Command | null {
		return this.#reachable(mode).find((command) => this.#keysOf(command).includes(keys)) ?? null;
	}

	#begins(chord: string, mode: 'command' | 'edit'): boolean {
		return this.#reachable(mode).some((command) =>
			this.#keysOf(command).some((keys) => keys.startsWith(`${chord} `))
		);
	}

	#reachable(mode: 'command' | 'edit'): readonly Command[] {
		return mode === 'command' ? this.#commands : this.#commands.filter((one) => one.scope === 'anywhere');
	}

	#keysOf(command: Command): string[] {
		return (command.keys ?? []).map((keys) =>
			keys
				.split(' ')
				.map((chord) => parseChord(chord, this.#isMac))
				.join(' ')
		);
	}
}
