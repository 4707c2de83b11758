import { bridge } from '../kernel/bridge.ts';
import { Pace, progressOutput } from '../kernel/progress.ts';

/** A bar is told of at most once in so many ms, besides its beginning and end. */
const EVERY_MS = 50;

// Cells may define names of their own over this.
const { performance, setTimeout, clearTimeout } = globalThis;
let bars = 0;

export interface ProgressOptions {
	/** What is being done, in a few words. */
	readonly label?: string;
	/** Parts in all, where the iterable does not tell; without it the bar only counts. */
	readonly total?: number;
}

/** A progress bar that is moved by hand. */
export class ProgressBar {
	readonly #id = `progress-bar-${++bars}`;
	readonly #pace = new Pace(performance.now());
	readonly #total: number;
	#label: string;
	#done = 0;
	#shownAt = -Infinity;
	#isOver = false;
	#timer: ReturnType<typeof setTimeout> | null = null;

	constructor(total: number, label: string) {
		this.#total = total;
		this.#label = label;
		this.#show();
	}

	/** Parts that are done. */
	get done(): number {
		return this.#done;
	}

	/** Moves the bar to so many parts; a label takes the place of the one before. */
	update(done: number, label: string = this.#label): void {
		this.#done = done;
		this.#label = label;
		const isDue = performance.now() - this.#shownAt >= EVERY_MS;
		if (isDue || (this.#total > 0 && done >= this.#total)) this.#show();
		else this.#timer ??= setTimeout(() => this.#show(), EVERY_MS);
	}

	/** Moves the bar by one part, or so many. */
	step(parts = 1): void {
		this.update(this.#done + parts);
	}

	/** Says that nothing more comes, wherever the bar stands. */
	end(): void {
		if (this.#isOver) return;
		this.#isOver = true;
		this.#show();
	}

	#show(): void {
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = null;
		const now = performance.now();
		this.#shownAt = now;
		const data = this.#pace.at(this.#done, this.#total, this.#label, now, this.#isOver);
		bridge().emit(progressOutput(data, this.#id));
	}
}

/**
 * Shows a bar for work that takes a while, with its rate and the time left. Of a number of parts it returns the bar, to
 * be moved by `step()` or `update(done)`. Of something to loop over it returns the same items, and moves as they are
 * taken: `for (const row of progress(rows, { label: 'Rows' }))`, or `for await` over what comes in time.
 */
export function progress(total: number, options?: ProgressOptions): ProgressBar;
export function progress<T>(items: Iterable<T>, options?: ProgressOptions): Iterable<T>;
export function progress<T>(items: AsyncIterable<T>, options?: ProgressOptions): AsyncIterable<T>;
export function progress<T>(
	over: number | Iterable<T> | AsyncIterable<T>,
	{ label = '', total }: ProgressOptions = {}
): ProgressBar | Iterable<T> | AsyncIterable<T> {
	if (typeof over === 'number') return new ProgressBar(over, label);
	if (Symbol.asyncIterator in over) return followAsync(over, label, total ?? sizeOf(over));
	if (Symbol.iterator in over) return follow(over, label, total ?? sizeOf(over));
	throw new TypeError('progress() takes a number of parts, or something to loop over.');
}

function* follow<T>(items: Iterable<T>, label: string, total: number): Generator<T> {
	const bar = new ProgressBar(total, label);
	try {
		for (const item of items) {
			yield item;
			bar.step();
		}
	} finally {
		bar.end();
	}
}

async function* followAsync<T>(items: AsyncIterable<T>, label: string, total: number): AsyncGenerator<T> {
	const bar = new ProgressBar(total, label);
	try {
		for await (const item of items) {
			yield item;
			bar.step();
		}
	} finally {
		bar.end();
	}
}

/** How many items there are, where the collection says so; else 0. */
function sizeOf(items: object): number {
	const { length, size } = items as { readonly length?: unknown; readonly size?: unknown };
	if (typeof length === 'number') return length;
	return typeof size === 'number' ? size : 0;
}
