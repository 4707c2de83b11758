/**
 * What linear models need of dense rows: margins, slopes of the usual losses, gradients, of several models side by side.
 * Numbers are 32-bit floats but where it is said. Rows and vectors are `step` floats apart, a multiple of four, with zeros
 * behind their columns. Of each row the margins of all vectors lie together, `width` floats: the vectors, or, where there
 * are more than one, up to the next four.
 */
import { multiply, scratchBytes as productBytes } from './products.as';

export { addColumns } from './scatter.as';

/** Bytes that `margins` and `gradients` need at `scratch`. */
export function scratchBytes(): usize {
	return productBytes();
}

function sumOf(v: v128): f32 {
	return (
		f32x4.extract_lane(v, 0) +
		f32x4.extract_lane(v, 1) +
		(f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3))
	);
}

/**
 * Moves and stretches four numbers; what differs from its mean by rounding only becomes 0.
 * @param scaling four times the high parts of the means, then as often their low parts, the scales, and what is rounding
 */
function scaled(four: v128, scaling: usize): v128 {
	// In two parts the mean has 48 bits, so that nothing is lost but the last bit of what comes out.
	const moved = f32x4.sub(f32x4.sub(four, v128.load(scaling)), v128.load(scaling, 16));
	const counts = f32x4.gt(f32x4.abs(moved), v128.load(scaling, 48));
	return f32x4.mul(v128.and(moved, counts), v128.load(scaling, 32));
}

/**
 * Puts rows where they belong, moved and stretched: (x − mean) · scale, and 0 where a value differs from its mean by
 * rounding only.
 * @param x rows of `columns` numbers, with twelve bytes behind the last
 * @param places of each row its index among those at `to`, 32 bits each
 * @param active the columns that are taken, 32 bits each, `step` of them; 0 where they are all in their order
 * @param scaling of every four columns sixteen numbers, as `scaled` has them
 * @returns 0 where one of the numbers is NaN or infinite, else 1
 */
export function placeRows(
	x: usize,
	rows: usize,
	columns: usize,
	places: usize,
	active: usize,
	to: usize,
	step: usize,
	scaling: usize
): u32 {
	let exponents = i32x4.splat(0);
	const full = i32x4.splat(0x7f800000);
	const one = i32x4.splat(1);
	for (let row: usize = 0; row < rows; row++) {
		const from = x + ((row * columns) << 2);
		const own = to + ((<usize>load<u32>(places + (row << 2)) * step) << 2);
		for (let j: usize = 0; j < step; j += 4) {
			const at = j << 2;
			const four = active == 0 ? v128.load(from + at) : pick(from, active + at);
			// Of a full exponent nothing is left, and one less runs into the sign.
			exponents = v128.or(exponents, i32x4.sub(v128.andnot(full, four), one));
			v128.store(own + at, scaled(four, scaling + (j << 4)));
		}
	}
	return i32x4.bitmask(exponents) == 0 ? 1 : 0;
}

/**
 * Gives each of some rows its place among them.
 * @param places of each row its index afterwards, 32 bits each
 * @param scratch as large as the rows
 */
export function permuteRows(at: usize, rows: usize, step: usize, places: usize, scratch: usize): void {
	const bytes = step << 2;
	memory.copy(scratch, at, rows * bytes);
	for (let row: usize = 0; row < rows; row++, scratch += bytes) {
		const to = at + <usize>load<u32>(places + (row << 2)) * bytes;
		for (let j: usize = 0; j < bytes; j += 16) v128.store(to + j, v128.load(scratch + j));
	}
}

function pick(from: usize, columns: usize): v128 {
	let four = v128.load32_zero(from + (load<u32>(columns) << 2));
	four = v128.load_lane<u32>(from + (load<u32>(columns, 4) << 2), four, 1);
	four = v128.load_lane<u32>(from + (load<u32>(columns, 8) << 2), four, 2);
	return v128.load_lane<u32>(from + (load<u32>(columns, 12) << 2), four, 3);
}

/**
 * sums += (x − mean)² of each column.
 * @param mean 64-bit floats, one a column, as `sums`
 */
export function addDeviations(x: usize, rows: usize, columns: usize, mean: usize, sums: usize): void {
	for (let row: usize = 0; row < rows; row++) {
		for (let j: usize = 0; j < columns; j++, x += 4) {
			const moved = <f64>load<f32>(x) - load<f64>(mean + (j << 3));
			store<f64>(sums + (j << 3), load<f64>(sums + (j << 3)) + moved * moved);
		}
	}
}

/** Fills the margins of rows: w · x + b. */
export function margins(
	x: usize,
	rows: usize,
	step: usize,
	weights: usize,
	biases: usize,
	vectors: usize,
	width: usize,
	to: usize,
	scratch: usize
): void {
	if (vectors == 1) {
		marginsOfOne(x, rows, step, weights, load<f32>(biases), to);
		return;
	}
	for (let row: usize = 0; row < rows; row++) memory.copy(to + ((row * width) << 2), biases, width << 2);
	multiply(rows, vectors, step, x, step, 1, weights, 1, step, to, width, scratch);
}

function marginsOfOne(x: usize, rows: usize, step: usize, w: usize, bias: f32, to: usize): void {
	const bytes = step << 2;
	const last = rows & ~3;
	let row: usize = 0;
	// Four rows at a time: each weight is fetched once for them.
	for (; row < last; row += 4) {
		let a = f32x4.splat(0);
		let b = a;
		let c = a;
		let d = a;
		const x0 = x + row * bytes;
		const x1 = x0 + bytes;
		const x2 = x1 + bytes;
		const x3 = x2 + bytes;
		for (let j: usize = 0; j < bytes; j += 16) {
			const weight = v128.load(w + j);
			a = f32x4.add(a, f32x4.mul(v128.load(x0 + j), weight));
			b = f32x4.add(b, f32x4.mul(v128.load(x1 + j), weight));
			c = f32x4.add(c, f32x4.mul(v128.load(x2 + j), weight));
			d = f32x4.add(d, f32x4.mul(v128.load(x3 + j), weight));
		}
		const at = to + (row << 2);
		store<f32>(at, sumOf(a) + bias);
		store<f32>(at, sumOf(b) + bias, 4);
		store<f32>(at, sumOf(c) + bias, 8);
		store<f32>(at, sumOf(d) + bias, 12);
	}
	for (; row < rows; row++) {
		let a = f32x4.splat(0);
		for (let j: usize = 0; j < bytes; j += 16) {
			a = f32x4.add(a, f32x4.mul(v128.load(x + row * bytes + j), v128.load(w + j)));
		}
		store<f32>(to + (row << 2), sumOf(a) + bias);
	}
}

/** Fills gradients, vector after vector, and the sums of their slopes in `totals`. Slopes lie as margins do. */
export function gradients(
	x: usize,
	rows: usize,
	step: usize,
	slopes: usize,
	vectors: usize,
	width: usize,
	to: usize,
	totals: usize,
	scratch: usize
): void {
	memory.fill(to, 0, (vectors * step) << 2);
	memory.fill(totals, 0, width << 2);
	for (let row: usize = 0; row < rows; row++) {
		const own = slopes + ((row * width) << 2);
		for (let v: usize = 0; v < width; v++) {
			const at = totals + (v << 2);
			store<f32>(at, load<f32>(at) + load<f32>(own + (v << 2)));
		}
	}
	if (vectors == 1) gradientsOfOne(x, rows, step, slopes, to);
	else multiply(vectors, step, rows, slopes, 1, width, x, step, 1, to, step, scratch);
}

function gradientsOfOne(x: usize, rows: usize, step: usize, slopes: usize, to: usize): void {
	const bytes = step << 2;
	const last = rows & ~3;
	let row: usize = 0;
	for (; row < last; row += 4) {
		const at = slopes + (row << 2);
		const s0 = v128.load_splat<f32>(at);
		const s1 = v128.load_splat<f32>(at, 4);
		const s2 = v128.load_splat<f32>(at, 8);
		const s3 = v128.load_splat<f32>(at, 12);
		const x0 = x + row * bytes;
		const x1 = x0 + bytes;
		const x2 = x1 + bytes;
		const x3 = x2 + bytes;
		for (let j: usize = 0; j < bytes; j += 16) {
			const low = f32x4.add(f32x4.mul(s0, v128.load(x0 + j)), f32x4.mul(s1, v128.load(x1 + j)));
			const high = f32x4.add(f32x4.mul(s2, v128.load(x2 + j)), f32x4.mul(s3, v128.load(x3 + j)));
			v128.store(to + j, f32x4.add(v128.load(to + j), f32x4.add(low, high)));
		}
	}
	for (; row < rows; row++) {
		const slope = v128.load_splat<f32>(slopes + (row << 2));
		for (let j: usize = 0; j < bytes; j += 16) {
			v128.store(to + j, f32x4.add(v128.load(to + j), f32x4.mul(slope, v128.load(x + row * bytes + j))));
		}
	}
}

/** e to numbers that are not above 0; below −87 it is as good as 0. */
function exp(x: v128): v128 {
	const within = f32x4.max(x, f32x4.splat(-87));
	const n = f32x4.nearest(f32x4.mul(within, f32x4.splat(1.44269504)));
	// ln 2 in two parts, so that the rest is exact.
	let r = f32x4.sub(within, f32x4.mul(n, f32x4.splat(0.693359375)));
	r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.1219444e-4)));
	let p = f32x4.splat(1.98756915e-4);
	p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
	p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
	p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
	p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
	p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
	p = f32x4.add(f32x4.mul(f32x4.mul(p, r), r), f32x4.add(r, f32x4.splat(1)));
	const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
	return f32x4.mul(p, power);
}

/** log(1 + e) for e from 0 to 1, by log((1 + s)/(1 − s)) with s = e/(2 + e). */
function logOnePlus(e: v128): v128 {
	const s = f32x4.div(e, f32x4.add(e, f32x4.splat(2)));
	const q = f32x4.mul(s, s);
	let p = f32x4.splat(1.0 / 13);
	p = f32x4.add(f32x4.mul(p, q), f32x4.splat(1.0 / 11));
	p = f32x4.add(f32x4.mul(p, q), f32x4.splat(1.0 / 9));
	p = f32x4.add(f32x4.mul(p, q), f32x4.splat(1.0 / 7));
	p = f32x4.add(f32x4.mul(p, q), f32x4.splat(1.0 / 5));
	p = f32x4.add(f32x4.mul(p, q), f32x4.splat(1.0 / 3));
	p = f32x4.add(f32x4.mul(p, q), f32x4.splat(1));
	return f32x4.mul(f32x4.mul(f32x4.splat(2), s), p);
}

/**
 * Losses of margins, added to 64-bit sums, a sum a vector; the margins are replaced by slopes · share · weight.
 * @param logistic 1 for the logistic loss of labels 0 and 1; 0 for squares
 * @param labels 32-bit floats
 * @param negative what a row of label 0 or less weighs, a number a vector (`width`); `positive` the others
 * @param share 0 where slopes are not wanted
 * @param losses 64-bit sums, `width`, as `counts`: of the weights
 */
export function measure(
	logistic: u32,
	at: usize,
	rows: usize,
	width: usize,
	labels: usize,
	negative: usize,
	positive: usize,
	share: f32,
	losses: usize,
	counts: usize
): void {
	if (width == 1) {
		measureOne(logistic, at, rows, labels, load<f32>(negative), load<f32>(positive), share, losses, counts);
		return;
	}
	const shares = f32x4.splat(share);
	for (let v: usize = 0; v < width; v += 4) {
		let sum = f32x4.splat(0);
		let count = sum;
		const below = v128.load(negative + (v << 2));
		const above = v128.load(positive + (v << 2));
		for (let row: usize = 0; row < rows; row++) {
			const place = at + ((row * width + v) << 2);
			const label = load<f32>(labels + (row << 2));
			const weight = label > 0 ? above : below;
			const margin = v128.load(place);
			const y = f32x4.splat(label);
			sum = f32x4.add(sum, f32x4.mul(weight, logistic ? logisticLoss(margin, y) : squareOf(margin, y)));
			count = f32x4.add(count, weight);
			if (share == 0) continue;
			const slope = logistic ? logisticSlope(margin, y) : squareSlope(margin, y);
			v128.store(place, f32x4.mul(slope, f32x4.mul(weight, shares)));
		}
		addTo(losses + (v << 3), sum);
		addTo(counts + (v << 3), count);
	}
}

function measureOne(
	logistic: u32,
	at: usize,
	rows: usize,
	labels: usize,
	negative: f32,
	positive: f32,
	share: f32,
	losses: usize,
	counts: usize
): void {
	let sum = f32x4.splat(0);
	let count = sum;
	const shares = f32x4.splat(share);
	for (let row: usize = 0; row < rows; row += 4) {
		const place = at + (row << 2);
		const y = v128.load(labels + (row << 2));
		let weight = v128.bitselect(f32x4.splat(positive), f32x4.splat(negative), f32x4.gt(y, f32x4.splat(0)));
		// Behind the last row nothing counts.
		if (rows - row < 4)
			weight = v128.and(weight, i32x4.lt_u(i32x4(0, 1, 2, 3), i32x4.splat(<i32>(rows - row))));
		const margin = v128.load(place);
		const loss = logistic ? logisticLoss(margin, y) : squareOf(margin, y);
		sum = f32x4.add(
			sum,
			rows - row < 4
				? v128.and(f32x4.mul(weight, loss), f32x4.ne(weight, f32x4.splat(0)))
				: f32x4.mul(weight, loss)
		);
		count = f32x4.add(count, weight);
		if (share == 0) continue;
		const slope = logistic ? logisticSlope(margin, y) : squareSlope(margin, y);
		v128.store(place, f32x4.mul(slope, f32x4.mul(weight, shares)));
	}
	store<f64>(losses, load<f64>(losses) + <f64>sumOf(sum));
	store<f64>(counts, load<f64>(counts) + <f64>sumOf(count));
}

/** log(1 + e^−m) for label 1, log(1 + e^m) for label 0. */
function logisticLoss(margin: v128, label: v128): v128 {
	const against = v128.bitselect(f32x4.neg(margin), margin, f32x4.gt(label, f32x4.splat(0)));
	const tail = logOnePlus(exp(f32x4.neg(f32x4.abs(margin))));
	return f32x4.add(f32x4.max(against, f32x4.splat(0)), tail);
}

function logisticSlope(margin: v128, label: v128): v128 {
	const e = exp(f32x4.neg(f32x4.abs(margin)));
	const one = f32x4.splat(1);
	const less = f32x4.div(e, f32x4.add(one, e));
	const chance = v128.bitselect(f32x4.sub(one, less), less, f32x4.gt(margin, f32x4.splat(0)));
	return f32x4.sub(chance, label);
}

function squareOf(margin: v128, label: v128): v128 {
	const error = f32x4.sub(margin, label);
	return f32x4.mul(error, error);
}

function squareSlope(margin: v128, label: v128): v128 {
	const error = f32x4.sub(margin, label);
	return f32x4.add(error, error);
}

/** Adds four numbers to four 64-bit sums. */
function addTo(sums: usize, v: v128): void {
	v128.store(sums, f64x2.add(v128.load(sums), f64x2.promote_low_f32x4(v)));
	const high = i32x4.shuffle(v, v, 2, 3, 2, 3);
	v128.store(sums, f64x2.add(v128.load(sums, 16), f64x2.promote_low_f32x4(high)), 16);
}
