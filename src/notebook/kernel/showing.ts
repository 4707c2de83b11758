import type { MimeBundle, Output } from '../outputs.ts';
import { answer } from '../values/answer.ts';
import { toBundle } from '../values/bundle.ts';
import { rememberProxies } from '../values/proxies.ts';
import type { Answer, Question } from '../values/questions.ts';
import { ValueStore } from '../values/value-store.ts';
import { createConsole } from './console.ts';
import { DisplayHandle, displayOutput, removalOf, type DisplayOptions } from './display.ts';
import { Pace, progressOutput } from './progress.ts';

/** What showing values needs of the kernel. */
export interface ShowingHost {
	/** The cell that runs, or whose timer speaks, and the number of its run. */
	current(): { readonly cellId: string; readonly run: number };
	write(output: Output): void;
	/** Real time, ms. */
	now(): number;
	/** The places in cells that led here, one a line. */
	stack(): string;
}

/** Shows values of cells, keeps them for the reader who wants to look into them, and answers what is asked. */
export class Showing {
	readonly #host: ShowingHost;
	readonly #store: ValueStore;
	readonly #paces = new Map<string, Pace>();
	#displays = 0;

	/** @param token tells what this kernel keeps from what others kept; random */
	constructor(host: ShowingHost, token: string) {
		this.#host = host;
		this.#store = new ValueStore(token);
	}

	/** What cells find on their global object for showing things. */
	globals(): Record<string, unknown> {
		return {
			display: (value: unknown, options: DisplayOptions = {}) => this.#display(value, options),
			progress: (done: number, total: number, label = '') =>
				this.#progress(Number(done), Number(total), String(label)),
			console: createConsole({
				write: (output) => this.#host.write(output),
				now: () => this.#host.now(),
				keep: () => this.#store.open({ ...this.#host.current(), displayId: null }),
				run: () => this.#host.current().run,
				stack: () => this.#host.stack()
			}),
			Proxy: rememberProxies(Proxy)
		};
	}

	/** The forms of a cell's last value; null where it is not shown. */
	result(value: unknown): MimeBundle | null {
		if (value instanceof DisplayHandle) return null;
		return toBundle(value, { keep: this.#store.open({ ...this.#host.current(), displayId: null }) });
	}

	/** Shows a value; one with a `displayId` takes the place of the earlier one of that id. */
	show(value: unknown, displayId: string | null, options: DisplayOptions = {}): void {
		const keep = this.#store.open({ ...this.#host.current(), displayId });
		const { alt, raw } = options;
		this.#host.write(displayOutput(value, displayId, { keep, alt, raw }));
	}

	/** A run has ended: what earlier runs of its cell showed is gone from the page, and need not be kept. */
	ended({ cellId, run }: { readonly cellId: string; readonly run: number }): void {
		this.#store.release(cellId, run);
		this.#paces.clear();
	}

	async inspect(question: Question): Promise<Answer> {
		const found = this.#store.find(question.ref);
		return found ? answer(question, found.kept, found.keep) : { kind: 'gone' };
	}

	#display(value: unknown, options: DisplayOptions): DisplayHandle {
		const id = options.id ?? `display-${this.#host.current().run}-${++this.#displays}`;
		const shower = {
			show: (next: unknown, place: string, how: DisplayOptions): void => this.show(next, place, how),
			remove: (place: string): void => {
				this.#store.releaseDisplay(place);
				this.#host.write(removalOf(place));
			}
		};
		const handle = new DisplayHandle(id, shower, options);
		handle.update(value);
		return handle;
	}

	/** One bar a label and run. */
	#progress(done: number, total: number, label: string): void {
		const id = `progress-${this.#host.current().run}-${label}`;
		const now = this.#host.now();
		const pace = this.#paces.get(id) ?? new Pace(now);
		this.#paces.set(id, pace);
		this.#host.write(progressOutput(pace.at(done, total, label, now), id));
	}
}
