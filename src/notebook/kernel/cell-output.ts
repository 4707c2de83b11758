import { consoleLineOf, joinRepeated } from '../console-line.ts';
import { CONSOLE_MIME, type Output } from '../outputs.ts';
import { bounded, OutputCap } from './output-cap.ts';

const FLUSH_MS = 16;
const FLUSH_CHARS = 64_000;
/** What the cap holds back is sent this often, so that a long output is seen while it grows. */
const DRAIN_MS = 500;

// Cells may define names of their own over these.
const { setTimeout, clearTimeout } = globalThis;

/**
 * The outputs of one run on their way out: capped, joined where one follows another of the same stream, says the same or
 * takes the place of another of the same id, and sent in batches of 16 ms or 64 kB.
 */
export class CellOutput {
	readonly #send: (outputs: readonly Output[]) => void;
	readonly #now: () => number;
	readonly #cap = new OutputCap();
	#pending: Output[] = [];
	#chars = 0;
	#sentAt = -Infinity;
	#drainedAt: number;
	#timer: ReturnType<typeof setTimeout> | null = null;

	constructor(send: (outputs: readonly Output[]) => void, now: () => number) {
		this.#send = send;
		this.#now = now;
		this.#drainedAt = now();
	}

	write(output: Output): void {
		if (this.#repeat(output)) return;
		const passed = this.#cap.pass(bounded(output));
		if (passed && this.#join(passed)) this.#chars += output.type === 'stream' ? output.text.length : 1000;
		if (this.#chars >= FLUSH_CHARS) this.flush();
		else this.flushIfDue();
	}

	/** Sends what has waited long enough; for loops that never let a timer fire. */
	flushIfDue(): void {
		const now = this.#now();
		if (this.#cap.isHolding && now - this.#drainedAt >= DRAIN_MS) {
			this.#drain(now);
			return this.flush();
		}
		if (this.#pending.length > 0 && now - this.#sentAt >= FLUSH_MS) return this.flush();
		const waitMs = this.#pending.length > 0 ? FLUSH_MS : DRAIN_MS;
		if (this.#pending.length > 0 || this.#cap.isHolding) {
			this.#timer ??= setTimeout(() => this.#onTimer(), waitMs);
		}
	}

	/** Sends all that is ready. */
	flush(): void {
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = null;
		this.#chars = 0;
		this.#sentAt = this.#now();
		if (this.#pending.length > 0) {
			const outputs = this.#pending;
			this.#pending = [];
			this.#send(outputs);
		}
		if (this.#cap.isHolding) this.#timer = setTimeout(() => this.#onTimer(), DRAIN_MS);
	}

	/** Says that the run is over: sends what the cap held back, and then the last outputs. */
	end(last: readonly Output[]): void {
		this.#drain(this.#now());
		for (const output of last) this.#join(bounded(output));
		this.flush();
	}

	#onTimer(): void {
		this.#timer = null;
		if (this.#now() - this.#drainedAt >= DRAIN_MS) this.#drain(this.#now());
		this.flush();
	}

	#drain(now: number): void {
		this.#drainedAt = now;
		for (const output of this.#cap.drain()) this.#join(output);
	}

	/** Whether there is more to send than before: a display that takes the place of another is no more. */
	#join(output: Output): boolean {
		const last = this.#pending.at(-1);
		const isMore = output.type === 'stream' && output.skipped === undefined;
		if (isMore && last?.type === 'stream' && last.name === output.name) {
			this.#pending[this.#pending.length - 1] = { ...last, text: last.text + output.text };
			return true;
		}
		const place = this.#placeOf(output);
		if (place >= 0) this.#pending[place] = output;
		else this.#pending.push(output);
		return place < 0;
	}

	/** Counts a console line that says the same as the one that waits before it. */
	#repeat(output: Output): boolean {
		const last = this.#pending.at(-1);
		const [before, line] = [consoleLineOf(last), consoleLineOf(output)];
		const joined = before && line && !this.#cap.isHolding ? joinRepeated(before, line) : null;
		if (!joined || last?.type !== 'display') return false;
		this.#pending[this.#pending.length - 1] = { ...last, data: { ...last.data, [CONSOLE_MIME]: joined } };
		this.flushIfDue();
		return true;
	}

	#placeOf(output: Output): number {
		if (output.type !== 'display' || output.displayId === null) return -1;
		return this.#pending.findIndex((o) => o.type === 'display' && o.displayId === output.displayId);
	}
}
