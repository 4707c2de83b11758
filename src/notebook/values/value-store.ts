import type { ValueRef } from '../outputs.ts';
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
	readonly #holdings = new Set<Holding>();
	#bytes = 0;
	#next = 1;

	/** @param token tells this kernel's references from those of any other */
	constructor(token: string) {
		this.#token = token;
	}

	/** Begins a new output; the function it returns keeps a value for it. What stood in the same display before goes. */
	open(place: HoldingPlace): (kept: Kept) => ValueRef {
		if (place.displayId !== null) this.#releaseWhere((h) => h.displayId === place.displayId);
		const holding: Holding = { ...place, numbers: [], bytes: 0 };
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
		this.#releaseWhere((h) => h.cellId === cellId && h.run < run);
	}

	/** Lets go what a display keeps. */
	releaseDisplay(displayId: string): void {
		this.#releaseWhere((h) => h.displayId === displayId);
	}

	/** Values kept now. */
	get size(): number {
		return this.#kept.size;
	}

	#keep(kept: Kept, holding: Holding): ValueRef {
		this.#holdings.add(holding);
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
		for (const holding of this.#holdings) {
			if (this.#kept.size <= MOST_VALUES && this.#bytes <= MOST_BYTES) return;
			if (holding !== newest) this.#drop(holding);
		}
	}

	#releaseWhere(isGone: (holding: Holding) => boolean): void {
		for (const holding of this.#holdings) if (isGone(holding)) this.#drop(holding);
	}

	#drop(holding: Holding): void {
		for (const number of holding.numbers) this.#kept.delete(number);
		this.#bytes -= holding.bytes;
		this.#holdings.delete(holding);
	}
}

/** About how many bytes a value takes by itself, without what it refers to. */
function bytesOf(kept: Kept): number {
	if (kept.kind === 'table') return 8 * kept.table.rows * kept.table.columns.length;
	const { object } = kept;
	if (ArrayBuffer.isView(object) || object instanceof ArrayBuffer) return object.byteLength;
	if (Array.isArray(object)) return 16 * object.length;
	if (object instanceof Map || object instanceof Set) return 32 * object.size;
	return 64;
}
