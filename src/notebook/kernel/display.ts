import type { MimeBundle, Output } from '../outputs.ts';
import { toBundle, type BundleOptions } from '../values/bundle.ts';

/** Options of the global `display`. */
export interface DisplayOptions {
	/** Names the place: a later `display` of the same id takes the place of the earlier one. */
	readonly id?: string;
	/** A picture or chart in words, for those who do not see it. */
	readonly alt?: string;
	/** The value is itself an object of MIME types and data, of which the page shows the richest that it knows. */
	readonly raw?: boolean;
}

/** What a handle shows by. */
export interface Shower {
	show(value: unknown, id: string, options: DisplayOptions): void;
	remove(id: string): void;
}

/** What `display()` returns: the place where it showed the value. Not shown itself as a cell's last expression. */
export class DisplayHandle {
	readonly id: string;
	readonly #shower: Shower;
	readonly #options: DisplayOptions;

	constructor(id: string, shower: Shower, options: DisplayOptions = {}) {
		this.id = id;
		this.#shower = shower;
		this.#options = options;
	}

	/** Shows another value in the same place; after `remove`, at the end of the output. */
	update(value: unknown, options: DisplayOptions = this.#options): void {
		this.#shower.show(value, this.id, options);
	}

	/** Takes away what is shown. */
	remove(): void {
		this.#shower.remove(this.id);
	}
}

/** A value as an output of a cell; `undefined` is shown as such where it is asked for by name. */
export function displayOutput(value: unknown, displayId: string | null, options: BundleOptions): Output {
	return { type: 'display', displayId, data: toBundle(value, options) ?? { 'text/plain': 'undefined' } };
}

const EMPTY: MimeBundle = {};

/** The output that takes a display away. */
export function removalOf(displayId: string): Output {
	return { type: 'display', displayId, data: EMPTY };
}
