/**
 * Scores |c|²/2 − x·c of rows x and centres c in 32-bit floats, four rows by twelve centres at a time in registers. The
 * lower the score, the nearer the centre; squared distances are |x|² and twice the score.
 *
 * Centres lie in panels of twelve: for each column the twelve coordinates side by side, zeros where there is no centre;
 * the halves |c|²/2 likewise, Infinity where there is none.
 */

export { addRows, squaresTo, subtract } from './center-sums.as';

/** Rows that stay in the second cache while all panels pass by. */
const BLOCK: usize = 64;

/**
 * The centre of the least score of each row; of equal ones the first.
 * @param x row-major, `columns` wide
 * @param indexes 32 bits each: which rows
 * @param closest filled, 32 bits for each index
 * @param scratch 48 bytes a row of a block: 64 · 8
 */
export function nearest(
	x: usize,
	columns: usize,
	indexes: usize,
	count: usize,
	panels: usize,
	halves: usize,
	panelCount: usize,
	closest: usize,
	scratch: usize
): void {
	const panelBytes = columns * 48;
	for (let from: usize = 0; from < count; from += BLOCK) {
		const to = min(count, from + BLOCK);
		for (let i = from; i < to; i++) store<f32>(scratch + ((i - from) << 2), Infinity);
		for (let panel: usize = 0; panel < panelCount; panel++) {
			const at = panels + panel * panelBytes;
			const half = halves + panel * 48;
			for (let i = from; i < to; i += 4) {
				scoreFour(x, columns, indexes, i, count, at, half);
				const best = scratch + ((i - from) << 2);
				const first = <u32>(panel * 12);
				const label = closest + (i << 2);
				keep(a0, a1, a2, first, best, label);
				if (i + 1 < to) keep(b0, b1, b2, first, best + 4, label + 4);
				if (i + 2 < to) keep(c0, c1, c2, first, best + 8, label + 8);
				if (i + 3 < to) keep(d0, d1, d2, first, best + 12, label + 12);
			}
		}
	}
}

/**
 * All scores of each row.
 * @param scores filled row by row, 12 · panelCount numbers each
 */
export function scoreAll(
	x: usize,
	columns: usize,
	indexes: usize,
	count: usize,
	panels: usize,
	halves: usize,
	panelCount: usize,
	scores: usize
): void {
	const panelBytes = columns * 48;
	const step = panelCount * 48;
	for (let from: usize = 0; from < count; from += BLOCK) {
		const to = min(count, from + BLOCK);
		for (let panel: usize = 0; panel < panelCount; panel++) {
			for (let i = from; i < to; i += 4) {
				scoreFour(x, columns, indexes, i, count, panels + panel * panelBytes, halves + panel * 48);
				const at = scores + i * step + panel * 48;
				put(at, a0, a1, a2);
				if (i + 1 < to) put(at + step, b0, b1, b2);
				if (i + 2 < to) put(at + 2 * step, c0, c1, c2);
				if (i + 3 < to) put(at + 3 * step, d0, d1, d2);
			}
		}
	}
}

/** Scores of the last four rows with twelve centres: three registers a row. */
let a0 = f32x4.splat(0);
let a1 = f32x4.splat(0);
let a2 = f32x4.splat(0);
let b0 = f32x4.splat(0);
let b1 = f32x4.splat(0);
let b2 = f32x4.splat(0);
let c0 = f32x4.splat(0);
let c1 = f32x4.splat(0);
let c2 = f32x4.splat(0);
let d0 = f32x4.splat(0);
let d1 = f32x4.splat(0);
let d2 = f32x4.splat(0);

/** Rows behind the last index count as the last one. */
function scoreFour(
	x: usize,
	columns: usize,
	indexes: usize,
	i: usize,
	count: usize,
	panel: usize,
	half: usize
): void {
	const last = count - 1;
	const step = columns << 2;
	let pa = x + <usize>load<u32>(indexes + (i << 2)) * step;
	let pb = x + <usize>load<u32>(indexes + (min(i + 1, last) << 2)) * step;
	let pc = x + <usize>load<u32>(indexes + (min(i + 2, last) << 2)) * step;
	let pd = x + <usize>load<u32>(indexes + (min(i + 3, last) << 2)) * step;
	let s00 = v128.load(half);
	let s01 = v128.load(half, 16);
	let s02 = v128.load(half, 32);
	let s10 = s00;
	let s11 = s01;
	let s12 = s02;
	let s20 = s00;
	let s21 = s01;
	let s22 = s02;
	let s30 = s00;
	let s31 = s01;
	let s32 = s02;
	for (const end = pa + step; pa < end; pa += 4, pb += 4, pc += 4, pd += 4, panel += 48) {
		const y0 = v128.load(panel);
		const y1 = v128.load(panel, 16);
		const y2 = v128.load(panel, 32);
		let v = v128.load_splat<f32>(pa);
		s00 = f32x4.sub(s00, f32x4.mul(v, y0));
		s01 = f32x4.sub(s01, f32x4.mul(v, y1));
		s02 = f32x4.sub(s02, f32x4.mul(v, y2));
		v = v128.load_splat<f32>(pb);
		s10 = f32x4.sub(s10, f32x4.mul(v, y0));
		s11 = f32x4.sub(s11, f32x4.mul(v, y1));
		s12 = f32x4.sub(s12, f32x4.mul(v, y2));
		v = v128.load_splat<f32>(pc);
		s20 = f32x4.sub(s20, f32x4.mul(v, y0));
		s21 = f32x4.sub(s21, f32x4.mul(v, y1));
		s22 = f32x4.sub(s22, f32x4.mul(v, y2));
		v = v128.load_splat<f32>(pd);
		s30 = f32x4.sub(s30, f32x4.mul(v, y0));
		s31 = f32x4.sub(s31, f32x4.mul(v, y1));
		s32 = f32x4.sub(s32, f32x4.mul(v, y2));
	}
	a0 = s00;
	a1 = s01;
	a2 = s02;
	b0 = s10;
	b1 = s11;
	b2 = s12;
	c0 = s20;
	c1 = s21;
	c2 = s22;
	d0 = s30;
	d1 = s31;
	d2 = s32;
}

function put(at: usize, s0: v128, s1: v128, s2: v128): void {
	v128.store(at, s0);
	v128.store(at, s1, 16);
	v128.store(at, s2, 32);
}

/** Puts the least of twelve scores in place of the best so far, if it is less. */
function keep(s0: v128, s1: v128, s2: v128, first: u32, best: usize, label: usize): void {
	let least = f32x4.pmin(f32x4.pmin(s0, s1), s2);
	least = f32x4.pmin(least, i32x4.shuffle(least, least, 2, 3, 0, 1));
	least = f32x4.pmin(least, i32x4.shuffle(least, least, 1, 0, 3, 2));
	const value = f32x4.extract_lane(least, 0);
	if (value < load<f32>(best)) {
		store<f32>(best, value);
		const places =
			i32x4.bitmask(f32x4.eq(s0, least)) |
			(i32x4.bitmask(f32x4.eq(s1, least)) << 4) |
			(i32x4.bitmask(f32x4.eq(s2, least)) << 8);
		store<u32>(label, first + ctz<u32>(places));
	}
}
