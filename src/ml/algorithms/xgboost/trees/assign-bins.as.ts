/** Finds the bins of cells in search trees whose nodes hold sixteen ends each. */

/**
 * The bin of every cell: that of the first end above its value, or of the last end; behind them all where it is missing.
 * @param x row-major, 32-bit floats
 * @param trees where the search tree of each column begins: levels of nodes behind each other, sixteen rising ends a node;
 * what is no end, and the last end, is NaN there
 * @param levels of each tree, a byte each
 * @param binStarts first bin of each column
 * @param missing the bin of missing values of each column
 * @param bins filled row-major with numbers of `bytes` bytes, 2 or 4
 */
export function assign(
	x: usize,
	rows: usize,
	columns: usize,
	trees: usize,
	levels: usize,
	binStarts: usize,
	missing: usize,
	bins: usize,
	bytes: i32
): void {
	for (let row: usize = 0; row < rows; row++) {
		for (let column: usize = 0; column < columns; column++, x += 4) {
			const value = load<f32>(x);
			const four = column << 2;
			let bin: u32;
			if (value != value) bin = load<u32>(missing + four);
			else {
				const tree = <usize>load<u32>(trees + four);
				bin = load<u32>(binStarts + four) + placeOf(tree, load<u8>(levels + column), f32x4.splat(value));
			}
			if (bytes == 2) store<u16>(bins, <u16>bin);
			else store<u32>(bins, bin);
			bins += bytes;
		}
	}
}

/** How many ends are not above the value. */
// @ts-ignore: decorator
@inline
function placeOf(tree: usize, levels: u32, value: v128): u32 {
	let place: u32 = 0;
	let nodes: usize = 1;
	for (let level: u32 = 0; level < levels; level++) {
		const node = tree + (<usize>place << 6);
		const a = i16x8.narrow_i32x4_s(f32x4.le(v128.load(node), value), f32x4.le(v128.load(node, 16), value));
		const b = i16x8.narrow_i32x4_s(
			f32x4.le(v128.load(node, 32), value),
			f32x4.le(v128.load(node, 48), value)
		);
		place = (place << 4) + popcnt<u32>(i8x16.bitmask(i8x16.narrow_i16x8_s(a, b)));
		tree += nodes << 6;
		nodes <<= 4;
	}
	return place;
}
