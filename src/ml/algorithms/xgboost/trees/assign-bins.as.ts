/**
 * The bin of every cell: that of the first end above its value, or of the last end; behind them all where it is missing.
 * @param x row-major
 * @param ends of all columns behind each other, each column's rising
 * @param endStarts where each column's ends begin, and behind the last their number
 * @param binStarts first bin of each column
 * @param bins filled row-major with numbers of `bytes` bytes, 2 or 4
 */
export function assign(
	x: usize,
	rows: usize,
	columns: usize,
	ends: usize,
	endStarts: usize,
	binStarts: usize,
	bins: usize,
	bytes: i32
): void {
	for (let row: usize = 0; row < rows; row++) {
		for (let column: usize = 0; column < columns; column++, x += 4) {
			const first = <usize>load<u32>(endStarts + (column << 2));
			const count = <usize>load<u32>(endStarts + (column << 2) + 4) - first;
			const value = load<f32>(x);
			const place = value != value ? count : placeOf(ends + (first << 2), count, value);
			const bin = load<u32>(binStarts + (column << 2)) + <u32>place;
			if (bytes == 2) store<u16>(bins, <u16>bin);
			else store<u32>(bins, bin);
			bins += bytes;
		}
	}
}

/** Halves the range without branches, which no processor could foretell. */
// @ts-ignore: decorator
@inline
function placeOf(ends: usize, count: usize, value: f32): usize {
	let low: usize = 0;
	for (let length = count; length > 1;) {
		const half = length >> 1;
		low += half & (0 - <usize>(load<f32>(ends + ((low + half - 1) << 2)) <= value));
		length -= half;
	}
	return low;
}
