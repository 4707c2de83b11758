/** Two steps that bring rows to their places, of which each stays near where it was before. */
export interface Windows {
	/** Rows of each window but the last, a power of 2. */
	readonly size: number;
	/** Of each row its place after the first step: in its window, behind those that came there before. */
	readonly first: Uint32Array;
	/** Of each place after the first step the place after the second, counted from where the window begins. */
	readonly second: Uint32Array;
}

/**
 * How rows get to places all over a large memory, window by window: the processor knows the addresses of so many pages only,
 * and with 200 MB to go all over a row took twice as long to place.
 * @param places of each row its index in the end
 * @param most rows of a window
 */
export function throughWindows(places: Uint32Array, most: number): Windows {
	const shift = Math.max(0, Math.floor(Math.log2(most)));
	const size = 2 ** shift;
	const next = Uint32Array.from({ length: Math.ceil(places.length / size) }, (_, window) => window * size);
	const first = new Uint32Array(places.length);
	const second = new Uint32Array(places.length);
	for (let row = 0; row < places.length; row++) {
		const place = places[row]!;
		const slot = next[place >>> shift]!++;
		first[row] = slot;
		second[slot] = place & (size - 1);
	}
	return { size, first, second };
}
