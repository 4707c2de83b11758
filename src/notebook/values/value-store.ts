import type { ValueRef } from '../outputs.ts';
import { targetOf } from './proxies.ts';
import type { TableSource } from './table-source.ts';
import type { Held } from './tree.ts';

/** What the kernel keeps for questions that the page may ask. */
export type Kept = Held | { readonly kind: 'table'; readonly table: TableSource };

/** Values kept at a time, and about how many bytes they may take; the output of late is kept in any case. */
const MOST_VALUES = 20_000;
const MOST_BYTES = 256 * 2 ** 20;

interface Holding {
	readonly cellId: string;
	readonly run: number;
	readonly displayId: string | null;
	readonly numbers: number[];
	bytes: number;
	/** In the list, or gone from it. */
	state: 'new' | 'listed' | 'gone';
}

/** Which output a value is shown in. */
export interface HoldingPlace {
	readonly cellId: string;
	readonly run: number;
	readonly displayId: string | null;
}

/**
 * The values that outputs let the reader look into. They are kept output by output, go with it, and when there are too
 * many those of the oldest outputs go first.
 */
export class ValueStore {
	readonly #token: string;
	readonly #kept = new Map<number, { readonly kept: Kept; readonly holding: Holding }>();
	/** From the oldest to the newest; those before `#first` are gone. */
	#holdings: Holding[] = [];
	#first = 0;
	readonly #displays = new Map<string, Holding>();
	#bytes = 0;
	#next = 1;

	/** @param token tells this kernel's references from those of any other */
	constructor(token: string) {
		this.#token = token;
	}

	/** Begins a new output; the function it returns keeps a value for it. What stood in the same display before goes. */
	open(place: HoldingPlace): (kept: Kept) => ValueRef {
		const holding: Holding = { ...place, numbers: [], bytes: 0, state: 'new' };
		if (place.displayId !== null) {
			this.releaseDisplay(place.displayId);
			this.#displays.set(place.displayId, holding);
		}
		return (kept) => this.#keep(kept, holding);
	}

	/** The value of a reference, and a way to keep more with it; null where it is gone, or was another kernel's. */
	find(ref: ValueRef): { readonly kept: Kept; readonly keep: (kept: Kept) => ValueRef } | null {
		const at = ref.lastIndexOf('-');
		const found = ref.slice(0, at) === this.#token ? this.#kept.get(Number(ref.slice(at + 1))) : undefined;
		return found ? { kept: found.kept, keep: (more) => this.#keep(more, found.holding) } : null;
	}

	/** Lets go what outputs of a cell keep: of runs before `run`, or of all. */
	release(cellId: string, run = Infinity): void {
		for (const holding of this.#holdings) {
			if (holding.cellId === cellId && holding.run < run) this.#drop(holding);
		}
		this.#holdings = this.#holdings.filter(({ state }) => state === 'listed');
		this.#first = 0;
	}

	/** Lets go what a display keeps. */
	releaseDisplay(displayId: string): void {
		const holding = this.#displays.get(displayId);
		if (holding) this.#drop(holding);
	}

	/** Values kept now. */
	get size(): number {
		return this.#kept.size;
	}

	#keep(kept: Kept, holding: Holding): ValueRef {
		if (holding.state !== 'listed') this.#holdings.push(holding);
		holding.state = 'listed';
		const number = this.#next++;
		const bytes = bytesOf(kept);
		holding.numbers.push(number);
		holding.bytes += bytes;
		this.#bytes += bytes;
		this.#kept.set(number, { kept, holding });
		this.#trim(holding);
		return `${this.#token}-${number}`;
	}

	#trim(newest: Holding): void {
		const isTooMuch = (): boolean => this.#kept.size > MOST_VALUES || this.#bytes > MOST_BYTES;
		while (isTooMuch() && this.#first < this.#holdings.length) {
			const oldest = this.#holdings[this.#first]!;
			if (oldest === newest) break;
			this.#drop(oldest);
			this.#first++;
		}
		// Moving the list at every output would take longer than the outputs themselves.
		if (this.#first > MOST_VALUES) {
			this.#holdings = this.#holdings.slice(this.#first);
			this.#first = 0;
		}
	}

	#drop(holding: Holding): void {
		if (holding.displayId !== null && this.#displays.get(holding.displayId) === holding) {
			this.#displays.delete(holding.displayId);
		}
		if (holding.state !== 'listed') return;
		holding.state = 'gone';
		for (const number of holding.numbers) this.#kept.delete(number);
		this.#bytes -= holding.bytes;
		holding.numbers.length = 0;
		holding.bytes = 0;
	}
}

/** About how many bytes a value takes by itself, without what it refers to. */
function bytesOf(kept: Kept): number {
	if (kept.kind === 'table') return 8 * kept.table.rows * kept.table.columns.length;
	const { object } = kept;
	if (targetOf(object)) return 64;
	if (ArrayBuffer.isView(object) || object instanceof ArrayBuffer) return object.byteLength;
	if (Array.isArray(object)) return 16 * object.length;
	if (object instanceof Map || object instanceof Set) return 32 * object.size;
	return 64;
}
