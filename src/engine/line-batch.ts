const INTERVAL_MS = 30;

/** Gathers log lines so that a job of thousands of quick rounds does not send thousands of messages. */
export class LineBatch {
	readonly #send: (lines: readonly string[]) => void;
	#lines: string[] = [];
	#sentAt = performance.now();

	constructor(send: (lines: readonly string[]) => void) {
		this.#send = send;
	}

	/** Keeps the line, and sends all that are kept when the last sending is long enough ago. */
	add(line: string): void {
		this.#lines.push(line);
		// Measured, not timed: a training loop gives no timer a chance to fire.
		if (performance.now() - this.#sentAt >= INTERVAL_MS) this.flush();
	}

	/** Sends what is left. */
	flush(): void {
		if (this.#lines.length > 0) this.#send(this.#lines);
		this.#lines = [];
		this.#sentAt = performance.now();
	}
}
