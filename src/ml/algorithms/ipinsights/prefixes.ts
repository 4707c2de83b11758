import { mixed } from './hash.ts';

/** Lengths of an address's prefixes, in bits. */
const LENGTHS = [4, 8, 12, 16, 20, 24] as const;
/** Prefixes up to this length have a row each; longer ones share so many per length. */
const DIRECT = 12;
const SHARED = 2 ** 14;

/** Where the rows of each length begin. */
const STARTS = LENGTHS.map((_, i) =>
	LENGTHS.slice(0, i).reduce((sum, length) => sum + (length <= DIRECT ? 2 ** length : SHARED), 0)
);

/** Rows that the prefixes of all addresses have. */
export const PREFIX_ROWS = STARTS.at(-1)! + SHARED;
/** Prefixes of an address. */
export const PREFIXES = LENGTHS.length;

/** Writes the rows of an address's prefixes, shortest first: from `at` on, {@link PREFIXES} of them. */
export function writePrefixRows(address: number, rows: Uint32Array, at: number): void {
	for (let i = 0; i < PREFIXES; i++) {
		const length = LENGTHS[i]!;
		const prefix = address >>> (32 - length);
		rows[at + i] = STARTS[i]! + (length <= DIRECT ? prefix : mixed(prefix, length) % SHARED);
	}
}
