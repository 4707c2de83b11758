/** Cells that lie one behind the other have eight bytes each: the feature, and its value as a 32-bit float. */

/**
 * Puts rows to where they belong, and marks the features that they have.
 * @param starts where each row's cells begin in `places` and `values`, and behind the last their number
 * @param targets the cell of `cells` at which each row begins
 * @param isThere a byte per feature
 */
export function scatter(
	rows: usize,
	starts: usize,
	places: usize,
	values: usize,
	targets: usize,
	cells: usize,
	isThere: usize
): void {
	for (let row: usize = 0; row < rows; row++) {
		const first = (<usize>load<u32>(starts + (row << 2))) << 2;
		const last = (<usize>load<u32>(starts + (row << 2), 4)) << 2;
		let to = cells + ((<usize>load<u32>(targets + (row << 2))) << 3);
		for (let i = first; i < last; i += 4, to += 8) {
			const feature = load<u32>(places + i);
			store<u32>(to, feature);
			store<f32>(to, load<f32>(values + i), 4);
			store<u8>(isThere + <usize>feature, 1);
		}
	}
}

/** Puts the number that stands at a feature in its place. */
export function renumber(cells: usize, count: usize, numbers: usize): void {
	for (const end = cells + (count << 3); cells < end; cells += 8) {
		store<u32>(cells, load<u32>(numbers + ((<usize>load<u32>(cells)) << 2)));
	}
}
