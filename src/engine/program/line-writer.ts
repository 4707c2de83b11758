const INTERVAL_MS = 30;
const MOST_LINES = 500;
/** CloudWatch takes no longer ones. */
const LONGEST_LINE = 16 * 1024;

/** Makes lines of what a program writes, and sends them in batches. */
export class LineWriter {
	readonly #send: (lines: readonly string[]) => void;
	readonly #now: () => number;
	#begun = '';
	#lines: string[] = [];
	#sentAt: number;

	constructor(send: (lines: readonly string[]) => void, now: () => number) {
		this.#send = send;
		this.#now = now;
		this.#sentAt = now();
	}

	write(text: string): void {
		const [first, ...rest] = text.split('\n');
		this.#begun += first!;
		for (const line of rest) {
			this.#lines.push(this.#begun.slice(0, LONGEST_LINE));
			this.#begun = line;
		}
		if (this.#begun.length > LONGEST_LINE) this.#endLine();
		// Measured, not timed: a loop gives no timer a chance to fire.
		if (this.#lines.length >= MOST_LINES || this.#now() - this.#sentAt >= INTERVAL_MS) this.#sendAll();
	}

	/** Sends what is left, the beginning of a line too where nothing comes behind it. */
	flush(isEnd = false): void {
		if (isEnd && this.#begun !== '') this.#endLine();
		this.#sendAll();
	}

	#endLine(): void {
		this.#lines.push(this.#begun.slice(0, LONGEST_LINE));
		this.#begun = '';
	}

	#sendAll(): void {
		if (this.#lines.length > 0) this.#send(this.#lines);
		this.#lines = [];
		this.#sentAt = this.#now();
	}
}
