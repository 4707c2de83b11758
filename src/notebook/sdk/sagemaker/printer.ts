import { bridge } from '../../kernel/bridge.ts';

/** Writes to the running cell's standard output, and knows whether a line has been begun. */
export class Printer {
	#isMidLine = false;

	/** A whole line. */
	line(text: string): void {
		this.begin(text);
		this.end();
	}

	/** The beginning of a line, on which dots may follow. */
	begin(text: string): void {
		this.end();
		this.#write(text);
		this.#isMidLine = true;
	}

	/** More of the line, e.g. a dot for another look at something that takes its time. */
	more(text: string): void {
		this.#write(text);
		this.#isMidLine = true;
	}

	/** Ends the line, if one has been begun. */
	end(): void {
		if (this.#isMidLine) this.#write('\n');
		this.#isMidLine = false;
	}

	#write(text: string): void {
		bridge().emit({ type: 'stream', name: 'stdout', text });
	}
}
