import type { Output } from '../outputs.ts';
import { OutputCap } from './output-cap.ts';

const FLUSH_MS = 16;
const FLUSH_CHARS = 64_000;

// Cells may define names of their own over these.
const { setTimeout, clearTimeout } = globalThis;

/**
 * The outputs of one run on their way out: capped, joined where one follows another of the same stream or takes the
 * place of another of the same id, and sent in batches of 16 ms or 64 kB.
 */
export class CellOutput {
	readonly #send: (outputs: readonly Output[]) => void;
	readonly #now: () => number;
	readonly #cap = new OutputCap();
	#pending: Output[] = [];
	#chars = 0;
	#sentAt = -Infinity;
	#timer: ReturnType<typeof setTimeout> | null = null;

	constructor(send: (outputs: readonly Output[]) => void, now: () => number) {
		this.#send = send;
		this.#now = now;
	}

	write(output: Output): void {
		const passed = this.#cap.pass(output);
		if (!passed) return;
		this.#join(passed);
		this.#chars += output.type === 'stream' ? output.text.length : 1000;
		if (this.#chars >= FLUSH_CHARS) this.flush();
		else this.flushIfDue();
	}

	/** Sends what has waited long enough; for loops that never let a timer fire. */
	flushIfDue(): void {
		if (this.#pending.length === 0) return;
		if (this.#now() - this.#sentAt >= FLUSH_MS) return this.flush();
		this.#timer ??= setTimeout(() => this.flush(), FLUSH_MS);
	}

	/** Sends all that waits. */
	flush(): void {
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = null;
		this.#chars = 0;
		this.#sentAt = this.#now();
		if (this.#pending.length === 0) return;
		const outputs = this.#pending;
		this.#pending = [];
		this.#send(outputs);
	}

	/** Says that the run is over: sends what the cap held back, and then the last outputs. */
	end(last: readonly Output[]): void {
		for (const output of [...this.#cap.end(), ...last]) this.#join(output);
		this.flush();
	}

	#join(output: Output): void {
		const last = this.#pending.at(-1);
		if (output.type === 'stream' && last?.type === 'stream' && last.name === output.name) {
			this.#pending[this.#pending.length - 1] = { ...output, text: last.text + output.text };
			return;
		}
		const place = this.#placeOf(output);
		if (place >= 0) this.#pending[place] = output;
		else this.#pending.push(output);
	}

	#placeOf(output: Output): number {
		if (output.type !== 'display' || output.displayId === null) return -1;
		return this.#pending.findIndex((o) => o.type === 'display' && o.displayId === output.displayId);
	}
}
