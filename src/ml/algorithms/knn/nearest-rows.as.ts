/**
 * The k nearest rows of each question, all rows looked at. Products in 32 bits, four questions by twelve rows at a time in
 * registers, tell which rows come into question; the distances of those few are computed in 64 bits and kept in a heap a
 * question. Rows and questions lie twice: as they came, for the distances, and moved and packed in panels (for each column
 * its twelve, or four, numbers side by side), for the products.
 *
 * Where the processor multiplies and adds in one step, the products use that: they are rounded otherwise then, and what is
 * found is the same.
 */

/** Rows in a panel, and questions. */
const WIDTH: usize = 12;
const HEIGHT: usize = 4;

/**
 * Packs rows, each less the same numbers, into panels, with zeros where there is no row.
 * @param x row-major
 * @param around 64 bits a column
 * @param width rows to a panel
 * @param squares filled: the sum of squares of each packed row, 64 bits
 */
export function pack(
	x: usize,
	rows: usize,
	columns: usize,
	around: usize,
	width: usize,
	panels: usize,
	squares: usize
): void {
	for (let row: usize = 0; row < rows; row++) {
		const place = row % width;
		if (place == 0) memory.fill(panels + ((row * columns) << 2), 0, (columns * width) << 2);
		let to = panels + (((row - place) * columns + place) << 2);
		let sum: f64 = 0;
		for (let j: usize = 0; j < columns; j++, x += 4, to += width << 2) {
			const moved = <f32>(<f64>load<f32>(x) - load<f64>(around + (j << 3)));
			store<f32>(to, moved);
			sum += <f64>moved * <f64>moved;
		}
		store<f64>(squares + (row << 3), sum);
	}
}

/** What {@link search} knows besides its arguments: addresses of one index, and of the questions at hand. */
let columns: usize = 0;
let count: usize = 0;
let isProduct: bool = false;
let rows: usize = 0;
let asked: usize = 0;
let askedCount: usize = 0;
let k: usize = 0;
let limits: usize = 0;
let bases: usize = 0;
let sizes: usize = 0;
let distances: usize = 0;
let ids: usize = 0;

/**
 * Fills `farthest` and `numbers` with the k nearest of each question, nearest first; of equally near ones those with the
 * smaller numbers.
 * @param packed rows, in panels of twelve
 * @param starts what is added to a row's products: for L2 half its square, negative; -Infinity where there is no row
 * @param packedQuestions in panels of four
 * @param base of each question, 64 bits: a row whose product is less than (base − distance) · (½ or 1) is farther than
 * that distance
 * @param scratch 8 bytes a question, their number filled up to a multiple of four, and 192
 */
export function search(
	product: bool,
	width: usize,
	length: usize,
	originals: usize,
	packed: usize,
	starts: usize,
	questions: usize,
	questionCount: usize,
	packedQuestions: usize,
	base: usize,
	nearest: usize,
	farthest: usize,
	numbers: usize,
	scratch: usize
): void {
	isProduct = product;
	columns = width;
	count = length;
	rows = originals;
	asked = questions;
	askedCount = questionCount;
	bases = base;
	k = nearest;
	distances = farthest;
	ids = numbers;
	const tiles = (questionCount + HEIGHT - 1) / HEIGHT;
	const scores = scratch;
	limits = scores + 192;
	sizes = limits + ((tiles * HEIGHT) << 2);
	memory.fill(sizes, 0, (tiles * HEIGHT) << 2);
	for (let q: usize = 0; q < tiles * HEIGHT; q++) {
		store<f32>(limits + (q << 2), q < questionCount ? -Infinity : Infinity);
	}
	const panelBytes = (columns * WIDTH) << 2;
	const tileBytes = (columns * HEIGHT) << 2;
	for (let first: usize = 0; first < count; first += WIDTH) {
		for (let tile: usize = 0; tile < tiles; tile++) {
			multiply(packed, packedQuestions + tile * tileBytes, starts, tile, first, scores);
		}
		packed += panelBytes;
		starts += WIDTH << 2;
	}
	for (let q: usize = 0; q < questionCount; q++) sort(q);
}

/** Four questions and twelve rows: offers those that may be near enough. */
function multiply(b: usize, a: usize, starts: usize, tile: usize, first: usize, scores: usize): void {
	let s00 = f32x4.splat(0);
	let s01 = s00;
	let s02 = s00;
	let s10 = s00;
	let s11 = s00;
	let s12 = s00;
	let s20 = s00;
	let s21 = s00;
	let s22 = s00;
	let s30 = s00;
	let s31 = s00;
	let s32 = s00;
	for (const end = a + (columns << 4); a < end; a += 16, b += 48) {
		const b0 = v128.load(b);
		const b1 = v128.load(b, 16);
		const b2 = v128.load(b, 32);
		let x = v128.load_splat<f32>(a);
		s00 = add(x, b0, s00);
		s01 = add(x, b1, s01);
		s02 = add(x, b2, s02);
		x = v128.load_splat<f32>(a, 4);
		s10 = add(x, b0, s10);
		s11 = add(x, b1, s11);
		s12 = add(x, b2, s12);
		x = v128.load_splat<f32>(a, 8);
		s20 = add(x, b0, s20);
		s21 = add(x, b1, s21);
		s22 = add(x, b2, s22);
		x = v128.load_splat<f32>(a, 12);
		s30 = add(x, b0, s30);
		s31 = add(x, b1, s31);
		s32 = add(x, b2, s32);
	}
	const t0 = v128.load(starts);
	const t1 = v128.load(starts, 16);
	const t2 = v128.load(starts, 32);
	s00 = f32x4.add(s00, t0);
	s01 = f32x4.add(s01, t1);
	s02 = f32x4.add(s02, t2);
	s10 = f32x4.add(s10, t0);
	s11 = f32x4.add(s11, t1);
	s12 = f32x4.add(s12, t2);
	s20 = f32x4.add(s20, t0);
	s21 = f32x4.add(s21, t1);
	s22 = f32x4.add(s22, t2);
	s30 = f32x4.add(s30, t0);
	s31 = f32x4.add(s31, t1);
	s32 = f32x4.add(s32, t2);
	const at = limits + (tile << 4);
	const all =
		below(s00, s01, s02, v128.load_splat<f32>(at)) &
		below(s10, s11, s12, v128.load_splat<f32>(at, 4)) &
		below(s20, s21, s22, v128.load_splat<f32>(at, 8)) &
		below(s30, s31, s32, v128.load_splat<f32>(at, 12));
	if (all == 15) return;
	put(scores, s00, s01, s02);
	put(scores + 48, s10, s11, s12);
	put(scores + 96, s20, s21, s22);
	put(scores + 144, s30, s31, s32);
	look(tile * HEIGHT, first, scores);
}

// @ts-ignore: decorator
@inline
function add(x: v128, y: v128, sum: v128): v128 {
	if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(x, y, sum);
	return f32x4.add(sum, f32x4.mul(x, y));
}

/** 15 where all twelve are less than the limit; less where one is not, or is no number. */
// @ts-ignore: decorator
@inline
function below(s0: v128, s1: v128, s2: v128, limit: v128): i32 {
	return i32x4.bitmask(v128.and(v128.and(f32x4.lt(s0, limit), f32x4.lt(s1, limit)), f32x4.lt(s2, limit)));
}

function put(at: usize, s0: v128, s1: v128, s2: v128): void {
	v128.store(at, s0);
	v128.store(at, s1, 16);
	v128.store(at, s2, 32);
}

/** Offers the rows from `first` on that are not below the limits of the questions from `question` on. */
function look(question: usize, first: usize, scores: usize): void {
	const end = min(question + HEIGHT, askedCount);
	const there = min(WIDTH, count - first);
	for (; question < end; question++, scores += 48) {
		const limit = limits + (question << 2);
		for (let j: usize = 0; j < there; j++) {
			if (load<f32>(scores + (j << 2)) < load<f32>(limit)) continue;
			const row = first + j;
			offer(question, distance(asked + ((question * columns) << 2), rows + ((row * columns) << 2)), <u32>row);
		}
	}
}

/** In 64 bits: four sums, of every fourth column each, then the columns that are left over. */
function distance(a: usize, b: usize): f64 {
	const whole = (columns & ~3) << 2;
	const end = a + (columns << 2);
	let low = f64x2.splat(0);
	let high = low;
	for (const stop = a + whole; a < stop; a += 16, b += 16) {
		const x = v128.load(a);
		const y = v128.load(b);
		const x0 = f64x2.promote_low_f32x4(x);
		const y0 = f64x2.promote_low_f32x4(y);
		const x1 = f64x2.promote_low_f32x4(i32x4.shuffle(x, x, 2, 3, 0, 1));
		const y1 = f64x2.promote_low_f32x4(i32x4.shuffle(y, y, 2, 3, 0, 1));
		if (isProduct) {
			low = f64x2.sub(low, f64x2.mul(x0, y0));
			high = f64x2.sub(high, f64x2.mul(x1, y1));
		} else {
			const d0 = f64x2.sub(x0, y0);
			const d1 = f64x2.sub(x1, y1);
			low = f64x2.add(low, f64x2.mul(d0, d0));
			high = f64x2.add(high, f64x2.mul(d1, d1));
		}
	}
	const both = f64x2.add(low, high);
	let sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
	for (; a < end; a += 4, b += 4) {
		const x = <f64>load<f32>(a);
		const y = <f64>load<f32>(b);
		sum += isProduct ? -x * y : (x - y) * (x - y);
	}
	return sum;
}

/** Keeps a row if it is among the k nearest so far, in a heap with the farthest on top. */
function offer(question: usize, distance: f64, id: u32): void {
	const d = distances + ((question * k) << 3);
	const n = ids + ((question * k) << 2);
	const at = sizes + (question << 2);
	const size = <usize>load<u32>(at);
	if (size < k) {
		store<u32>(at, <u32>(size + 1));
		rise(d, n, size, distance, id);
		if (size + 1 < k) return;
	} else {
		if (!isFarther(load<f64>(d), load<u32>(n), distance, id)) return;
		sink(d, n, size, distance, id);
	}
	const bound = load<f64>(bases + (question << 3)) - load<f64>(d);
	store<f32>(limits + (question << 2), <f32>(isProduct ? bound : bound * 0.5));
}

/** Nearest first. */
function sort(question: usize): void {
	const d = distances + ((question * k) << 3);
	const n = ids + ((question * k) << 2);
	for (let size = <usize>load<u32>(sizes + (question << 2)); size > 1; size--) {
		const last = size - 1;
		const distance = load<f64>(d + (last << 3));
		const id = load<u32>(n + (last << 2));
		store<f64>(d + (last << 3), load<f64>(d));
		store<u32>(n + (last << 2), load<u32>(n));
		sink(d, n, last, distance, id);
	}
}

function rise(d: usize, n: usize, place: usize, distance: f64, id: u32): void {
	while (place > 0) {
		const above = (place - 1) >> 1;
		const far = load<f64>(d + (above << 3));
		const number = load<u32>(n + (above << 2));
		if (!isFarther(distance, id, far, number)) break;
		store<f64>(d + (place << 3), far);
		store<u32>(n + (place << 2), number);
		place = above;
	}
	store<f64>(d + (place << 3), distance);
	store<u32>(n + (place << 2), id);
}

/** Puts one in the place of the farthest. */
function sink(d: usize, n: usize, size: usize, distance: f64, id: u32): void {
	let place: usize = 0;
	for (;;) {
		let below: usize = 2 * place + 1;
		if (below >= size) break;
		let far = load<f64>(d + (below << 3));
		let number = load<u32>(n + (below << 2));
		if (below + 1 < size) {
			const right = load<f64>(d + (below << 3), 8);
			const other = load<u32>(n + (below << 2), 4);
			if (isFarther(right, other, far, number)) {
				below++;
				far = right;
				number = other;
			}
		}
		if (!isFarther(far, number, distance, id)) break;
		store<f64>(d + (place << 3), far);
		store<u32>(n + (place << 2), number);
		place = below;
	}
	store<f64>(d + (place << 3), distance);
	store<u32>(n + (place << 2), id);
}

// @ts-ignore: decorator
@inline
function isFarther(a: f64, idA: u32, b: f64, idB: u32): bool {
	return a > b || (a == b && idA > idB);
}
