/** What one program may write to its log; what it writes beyond is counted and dropped. */
const MOST_LINES = 20_000;
const MOST_CHARACTERS = 8 * 1024 * 1024;
/** Beyond this it does nothing but write, and is taken away. */
const FLOOD_LINES = 5_000_000;

/** Hands on a program's lines up to a limit, and says once that the rest is not kept. */
export class BoundedLog {
	readonly #onLine: (line: string) => void;
	readonly #onFlood: () => void;
	#lines = 0;
	#characters = 0;
	#isFull = false;

	constructor(onLine: (line: string) => void, onFlood: () => void) {
		this.#onLine = onLine;
		this.#onFlood = onFlood;
	}

	add(lines: readonly string[]): void {
		this.#lines += lines.length;
		if (this.#lines > FLOOD_LINES) return this.#onFlood();
		if (this.#isFull) return;
		for (const line of lines) {
			this.#characters += line.length;
			if (this.#lines > MOST_LINES || this.#characters > MOST_CHARACTERS) {
				this.#isFull = true;
				return this.#onLine(
					`[sagebrush] The program has written ${MOST_LINES} lines or 8 MiB: further lines are not kept.`
				);
			}
			this.#onLine(line);
		}
	}
}
