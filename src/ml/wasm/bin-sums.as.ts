/**
 * Sums of pairs (gradient, hessian) over the rows of each bin. Pairs are two 32-bit floats a row, sums two 64-bit floats a
 * bin. Bins are numbered through all columns and lie row after row; `bytes` says whether a number has 2 or 4. Row lists
 * are 32 bits an entry.
 */

/** Fills the sums of all columns from the rows order[from…to). */
export function fillAll(
	bins: usize,
	bytes: i32,
	columns: usize,
	pairs: usize,
	order: usize,
	from: usize,
	to: usize,
	sums: usize,
	binCount: usize
): void {
	memory.fill(sums, 0, binCount << 4);
	if (bytes == 2) fill16(bins, columns, pairs, order, from, to, sums);
	else fill32(bins, columns, pairs, order, from, to, sums);
}

/** The same for some columns; the sums of the others become 0. */
export function fillSome(
	bins: usize,
	bytes: i32,
	columns: usize,
	pairs: usize,
	order: usize,
	from: usize,
	to: usize,
	features: usize,
	featureCount: usize,
	sums: usize,
	binCount: usize
): void {
	memory.fill(sums, 0, binCount << 4);
	for (let i = from; i < to; i++) {
		const row = <usize>load<u32>(order + (i << 2));
		const pair = pairAt(pairs, row);
		for (let j: usize = 0; j < featureCount; j++) {
			const cell = row * columns + <usize>load<u32>(features + (j << 2));
			const bin = bytes == 2 ? <u32>load<u16>(bins + (cell << 1)) : load<u32>(bins + (cell << 2));
			add(sums, bin, pair);
		}
	}
}

/** Lists all rows in their order. */
export function countUp(order: usize, rows: usize): void {
	for (let row: usize = 0; row < rows; row++) store<u32>(order + (row << 2), <u32>row);
}

/** Takes a child's sums out of its parent's, in place. */
export function subtract(parent: usize, child: usize, binCount: usize): void {
	for (let at: usize = 0; at < binCount << 4; at += 16) {
		v128.store(parent + at, f64x2.sub(v128.load(parent + at), v128.load(child + at)));
	}
}

/**
 * Moves the rows of order[from…to) that go left before those that go right, both in their order.
 * @param bins of the split's column, row after row
 * @param scratch as long as the range
 * @param missing the bin of missing values, or 2³² − 1
 * @returns where the right ones begin
 */
export function partition(
	bins: usize,
	bytes: i32,
	order: usize,
	from: usize,
	to: usize,
	scratch: usize,
	lastLeft: i32,
	missing: u32,
	defaultLeft: bool
): usize {
	let left = order + (from << 2);
	let right = scratch;
	const end = order + (to << 2);
	for (let at = left; at < end; at += 4) {
		const row = <usize>load<u32>(at);
		const bin = bytes == 2 ? <u32>load<u16>(bins + (row << 1)) : load<u32>(bins + (row << 2));
		const goesLeft = bin == missing ? defaultLeft : <i32>bin <= lastLeft;
		store<u32>(left, <u32>row);
		store<u32>(right, <u32>row);
		const step: usize = select<usize>(4, 0, goesLeft);
		left += step;
		right += 4 - step;
	}
	memory.copy(left, scratch, right - scratch);
	return (left - order) >> 2;
}

/**
 * The split of a node that gains most; see findSplit, whose rules it keeps for trees without L1 penalty, largest step and
 * monotone columns.
 * @param starts first bin of each column, and behind the last the number of bins
 * @param hasMissing a byte per column: its last bin holds missing values
 * @param result filled with gain, left gradient, left hessian as 64-bit floats, then column, last left bin and whether
 * missing values go left as 32-bit integers
 * @returns whether there is one
 */
export function bestSplit(
	sums: usize,
	starts: usize,
	hasMissing: usize,
	features: usize,
	featureCount: usize,
	gradient: f64,
	hessian: f64,
	lambda: f64,
	least: f64,
	parentGain: f32,
	result: usize
): bool {
	let gain: f32 = 0;
	let found = false;
	for (let j: usize = 0; j < featureCount; j++) {
		const column = <usize>load<u32>(features + (j << 2));
		const first = load<i32>(starts + (column << 2));
		const missing = <i32>load<u8>(hasMissing + column);
		const end = load<i32>(starts + (column << 2) + 4) - missing;
		const passes = missing != 0 && v128.any_true(v128.load(sums + (<usize>end << 4))) ? 2 : 1;
		for (let pass = 0; pass < passes; pass++) {
			let g: f64 = pass == 0 ? 0 : gradient;
			let h: f64 = pass == 0 ? 0 : hessian;
			const sign: f64 = pass == 0 ? 1 : -1;
			for (let i = 0, count = end - first; i < count; i++) {
				const bin = pass == 0 ? first + i : end - 1 - i;
				const at = sums + (<usize>bin << 4);
				// A bin without rows moves nothing to the other side: its gain is that of the bin before.
				if (!v128.any_true(v128.load(at))) continue;
				g += sign * load<f64>(at);
				h += sign * load<f64>(at, 8);
				const rest = hessian - h;
				if (h < least || rest < least || h <= 0 || rest <= 0) continue;
				const other = gradient - g;
				const change = <f32>((g * g) / (h + lambda) + (other * other) / (rest + lambda)) - parentGain;
				if (!(change > gain)) continue;
				gain = change;
				found = true;
				store<f64>(result, gain);
				store<f64>(result, g, 8);
				store<f64>(result, h, 16);
				store<i32>(result, <i32>column, 24);
				store<i32>(result, pass == 0 ? bin : bin - 1, 28);
				store<i32>(result, pass, 32);
			}
		}
	}
	return found;
}

// @ts-ignore: decorator
@inline
function pairAt(pairs: usize, row: usize): v128 {
	return f64x2.promote_low_f32x4(v128.load64_zero(pairs + (row << 3)));
}

// @ts-ignore: decorator
@inline
function add(sums: usize, bin: u32, pair: v128): void {
	const at = sums + (<usize>bin << 4);
	v128.store(at, f64x2.add(v128.load(at), pair));
}

function fill16(
	bins: usize,
	columns: usize,
	pairs: usize,
	order: usize,
	from: usize,
	to: usize,
	sums: usize
): void {
	for (let i = from; i < to; i++) {
		const row = <usize>load<u32>(order + (i << 2));
		const pair = pairAt(pairs, row);
		let at = bins + ((row * columns) << 1);
		const end = at + (columns << 1);
		// Four bins in one load.
		for (; at + 8 <= end; at += 8) {
			const four = load<u64>(at);
			add(sums, <u32>(four & 0xffff), pair);
			add(sums, <u32>((four >> 16) & 0xffff), pair);
			add(sums, <u32>((four >> 32) & 0xffff), pair);
			add(sums, <u32>(four >> 48), pair);
		}
		for (; at < end; at += 2) add(sums, <u32>load<u16>(at), pair);
	}
}

function fill32(
	bins: usize,
	columns: usize,
	pairs: usize,
	order: usize,
	from: usize,
	to: usize,
	sums: usize
): void {
	for (let i = from; i < to; i++) {
		const row = <usize>load<u32>(order + (i << 2));
		const pair = pairAt(pairs, row);
		let at = bins + ((row * columns) << 2);
		const end = at + (columns << 2);
		for (; at < end; at += 4) add(sums, load<u32>(at), pair);
	}
}
