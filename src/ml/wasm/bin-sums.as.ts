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
	if (bytes == 2) fill<u16>(bins, columns, pairs, order, from, to, sums);
	else fill<u32>(bins, columns, pairs, order, from, to, sums);
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

/** Turns a table of row after row into one of column after column. */
export function turn(bins: usize, bytes: i32, rows: usize, columns: usize, into: usize): void {
	if (bytes == 2) turned<u16>(bins, rows, columns, into);
	else turned<u32>(bins, rows, columns, into);
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
	const whole = f64x2.replace_lane(f64x2.splat(gradient), 1, hessian);
	let gain: f32 = 0;
	let found = false;
	for (let j: usize = 0; j < featureCount; j++) {
		const column = <usize>load<u32>(features + (j << 2));
		const missing = <usize>load<u8>(hasMissing + column);
		const first = sums + (<usize>load<u32>(starts + (column << 2)) << 4);
		const end = sums + ((<usize>load<u32>(starts + (column << 2) + 4) - missing) << 4);
		const passes = missing != 0 && v128.any_true(v128.load(end)) ? 2 : 1;
		for (let pass = 0; pass < passes; pass++) {
			// Missing values on the right and bins from below, then missing values on the left and bins from above.
			let side = pass == 0 ? f64x2.splat(0) : whole;
			let bar = barOf(gain, parentGain);
			const count = (end - first) >> 4;
			for (let i: usize = 0; i < count; i += 2) {
				const at = pass == 0 ? first + (i << 4) : end - 16 - (i << 4);
				// Behind the last bin comes another column's, which moves nothing that counts.
				const next = pass == 0 ? at + 16 : at - 16;
				const one = pass == 0 ? f64x2.add(side, v128.load(at)) : f64x2.sub(side, v128.load(at));
				const two = pass == 0 ? f64x2.add(one, v128.load(next)) : f64x2.sub(one, v128.load(next));
				side = two;
				if (!mayPass(one, two, whole, lambda, bar)) continue;
				for (let k: usize = 0; k < 2 && i + k < count; k++) {
					const sum = k == 0 ? one : two;
					const g = f64x2.extract_lane(sum, 0);
					const h = f64x2.extract_lane(sum, 1);
					const rest = hessian - h;
					if (h < least || rest < least || h <= 0 || rest <= 0) continue;
					const other = gradient - g;
					const change = <f32>((g * g) / (h + lambda) + (other * other) / (rest + lambda)) - parentGain;
					if (!(change > gain)) continue;
					gain = change;
					bar = barOf(gain, parentGain);
					found = true;
					const bin = <i32>(((k == 0 ? at : next) - sums) >> 4);
					store<f64>(result, gain);
					v128.store(result, sum, 8);
					store<i32>(result, <i32>column, 24);
					store<i32>(result, pass == 0 ? bin : bin - 1, 28);
					store<i32>(result, pass, 32);
				}
			}
		}
	}
	return found;
}

/** What g²/(h + λ) of both sides must come to, less what 32-bit rounding may take from it. */
// @ts-ignore: decorator
@inline
function barOf(gain: f32, parentGain: f32): f64 {
	return (<f64>gain + <f64>parentGain) * (1 - 1.0 / 1048576.0);
}

/** Whether either of two left sides may come up to the bar: the same sum as above without its slow divisions. */
// @ts-ignore: decorator
@inline
function mayPass(one: v128, two: v128, whole: v128, lambda: f64, bar: f64): bool {
	const g = v128.shuffle<f64>(one, two, 0, 2);
	const h = v128.shuffle<f64>(one, two, 1, 3);
	const other = f64x2.sub(v128.shuffle<f64>(whole, whole, 0, 0), g);
	const rest = f64x2.sub(v128.shuffle<f64>(whole, whole, 1, 1), h);
	const left = f64x2.add(h, f64x2.splat(lambda));
	const right = f64x2.add(rest, f64x2.splat(lambda));
	const sum = f64x2.add(
		f64x2.mul(f64x2.mul(g, g), right),
		f64x2.mul(f64x2.mul(other, other), left)
	);
	return v128.any_true(f64x2.gt(sum, f64x2.mul(f64x2.mul(left, right), f64x2.splat(bar))));
}

/** Some rows at a time, so that each column's part of them is written to few lines of the cache. */
function turned<T>(bins: usize, rows: usize, columns: usize, into: usize): void {
	for (let first: usize = 0; first < rows; first += AT_ONCE) {
		const last = min(first + AT_ONCE, rows);
		for (let column: usize = 0; column < columns; column++) {
			let from = bins + (first * columns + column) * sizeof<T>();
			let to = into + (column * rows + first) * sizeof<T>();
			for (let row = first; row < last; row++) {
				store<T>(to, load<T>(from));
				from += columns * sizeof<T>();
				to += sizeof<T>();
			}
		}
	}
}

/** Sums up all columns. */
function fill<T>(
	bins: usize,
	columns: usize,
	pairs: usize,
	order: usize,
	from: usize,
	to: usize,
	sums: usize
): void {
	const width = columns * sizeof<T>();
	for (let first = from; first < to; first += AHEAD) {
		const last = min(first + AHEAD, to);
		touch(bins, width, pairs, order, first, last);
		for (let i = first; i < last; i++) {
			const row = <usize>load<u32>(order + (i << 2));
			const pair = pairAt(pairs, row);
			let at = bins + row * width;
			const end = at + width;
			if (sizeof<T>() == 2) {
				// Four bins in one load.
				for (; at + 8 <= end; at += 8) {
					const four = load<u64>(at);
					add(sums, <u32>(four & 0xffff), pair);
					add(sums, <u32>((four >> 16) & 0xffff), pair);
					add(sums, <u32>((four >> 32) & 0xffff), pair);
					add(sums, <u32>(four >> 48), pair);
				}
			}
			for (; at < end; at += sizeof<T>()) add(sums, <u32>load<T>(at), pair);
		}
	}
}

/** Rows that are turned together: with 50 columns they fill half of the smallest caches. */
const AT_ONCE: usize = 128;

/** Rows of a small node lie far apart; so many are fetched at once, since the processor waits for one after the other else. */
const AHEAD: usize = 16;

/** Exported so that no compiler takes the reading for useless. */
export let touched: u32 = 0;

// @ts-ignore: decorator
@inline
function touch(bins: usize, width: usize, pairs: usize, order: usize, first: usize, last: usize): void {
	let all: u32 = 0;
	for (let i = first; i < last; i++) {
		const row = <usize>load<u32>(order + (i << 2));
		const at = bins + row * width;
		all |= <u32>load<u8>(at) | <u32>load<u8>(at + width - 1) | load<u32>(pairs + (row << 3));
	}
	touched = all;
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
