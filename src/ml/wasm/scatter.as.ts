/**
 * g += Xᵀ·X on and below the diagonal, in 64 bits from rows in 32, four rows at a time.
 * @param x row-major; four bytes behind its end are read, too
 * @param g 64-bit floats, rows `columns` + 1 apart; what lies above the diagonal is left in disorder
 */
export function addScatter(x: usize, rows: usize, columns: usize, g: usize): void {
	const step = columns << 2;
	const fours = rows & ~3;
	for (let row: usize = 0; row < fours; row += 4) {
		const x0 = x + row * step;
		const x1 = x0 + step;
		const x2 = x1 + step;
		const x3 = x2 + step;
		for (let i: usize = 0; i < columns; i++) {
			const a = f64x2.splat(<f64>load<f32>(x0 + (i << 2)));
			const b = f64x2.splat(<f64>load<f32>(x1 + (i << 2)));
			const c = f64x2.splat(<f64>load<f32>(x2 + (i << 2)));
			const d = f64x2.splat(<f64>load<f32>(x3 + (i << 2)));
			let to = g + ((i * (columns + 1)) << 3);
			for (let j: usize = 0; j <= i << 2; j += 8, to += 16) {
				let sum = f64x2.mul(a, f64x2.promote_low_f32x4(v128.load64_zero(x0 + j)));
				sum = f64x2.add(sum, f64x2.mul(b, f64x2.promote_low_f32x4(v128.load64_zero(x1 + j))));
				sum = f64x2.add(sum, f64x2.mul(c, f64x2.promote_low_f32x4(v128.load64_zero(x2 + j))));
				sum = f64x2.add(sum, f64x2.mul(d, f64x2.promote_low_f32x4(v128.load64_zero(x3 + j))));
				v128.store(to, f64x2.add(v128.load(to), sum));
			}
		}
	}
	for (let row = fours; row < rows; row++) {
		const x0 = x + row * step;
		for (let i: usize = 0; i < columns; i++) {
			const value = <f64>load<f32>(x0 + (i << 2));
			for (let j: usize = 0; j <= i; j++) {
				const to = g + ((i * (columns + 1) + j) << 3);
				store<f64>(to, load<f64>(to) + value * <f64>load<f32>(x0 + (j << 2)));
			}
		}
	}
}

/** Columns of a panel. */
const PANEL: usize = 12;
/** Rows that are summed up in 32 bits before that is added in 64. */
const DEPTH: usize = 256;

function panelsOf(columns: usize): usize {
	return (columns + PANEL - 1) / PANEL;
}

/** Bytes that `addPanels` needs at `scratch`. */
export function panelBytes(columns: usize): usize {
	return panelsOf(columns) * PANEL * DEPTH * 4;
}

/** Numbers of the sums of `addPanels`. */
export function panelSums(columns: usize): usize {
	const panels = panelsOf(columns);
	return ((panels * (panels + 1)) >> 1) * PANEL * PANEL;
}

/**
 * sums += Xᵀ·X: single precision within 256 rows, 64 bits over all, for many columns. Twelve columns make a panel, whose
 * rows are copied side by side; the products of panel I with the panels J ≤ I lie one after the other, 12 · 12 each.
 * @param x row-major
 * @param sums 64-bit floats, as many as `panelSums` says
 */
export function addPanels(x: usize, rows: usize, columns: usize, sums: usize, scratch: usize): void {
	const panels = panelsOf(columns);
	for (let row: usize = 0; row < rows; row += DEPTH) {
		const depth = min(rows - row, DEPTH);
		pack(x + ((row * columns) << 2), depth, columns, scratch);
		const bytes = (depth * PANEL) << 2;
		let to = sums;
		for (let i: usize = 0; i < panels; i++) {
			for (let j: usize = 0; j <= i; j++) {
				const left = scratch + i * bytes;
				const right = scratch + j * bytes;
				for (let q: usize = 0; q < PANEL; q += 4, to += 4 * PANEL * 8) addTile(depth, left + (q << 2), right, to);
			}
		}
	}
}

/** Copies the rows of each panel one below the other, with zeros behind the last column. */
function pack(x: usize, rows: usize, columns: usize, to: usize): void {
	const step = columns << 2;
	for (let j: usize = 0; j < columns; j += PANEL) {
		const there = min(columns - j, PANEL);
		let from = x + (j << 2);
		for (let row: usize = 0; row < rows; row++, from += step, to += PANEL << 2) {
			if (there == PANEL) {
				v128.store(to, v128.load(from));
				v128.store(to, v128.load(from, 16), 16);
				v128.store(to, v128.load(from, 32), 32);
			} else {
				for (let q: usize = 0; q < PANEL; q++) {
					store<f32>(to + (q << 2), q < there ? load<f32>(from + (q << 2)) : 0);
				}
			}
		}
	}
}

/** Adds the products of four columns of a panel with the twelve of another. */
function addTile(depth: usize, a: usize, b: usize, to: usize): void {
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
	for (const end = a + depth * (PANEL << 2); a < end; a += PANEL << 2, b += PANEL << 2) {
		const b0 = v128.load(b);
		const b1 = v128.load(b, 16);
		const b2 = v128.load(b, 32);
		let x = v128.load_splat<f32>(a);
		s00 = f32x4.add(s00, f32x4.mul(x, b0));
		s01 = f32x4.add(s01, f32x4.mul(x, b1));
		s02 = f32x4.add(s02, f32x4.mul(x, b2));
		x = v128.load_splat<f32>(a, 4);
		s10 = f32x4.add(s10, f32x4.mul(x, b0));
		s11 = f32x4.add(s11, f32x4.mul(x, b1));
		s12 = f32x4.add(s12, f32x4.mul(x, b2));
		x = v128.load_splat<f32>(a, 8);
		s20 = f32x4.add(s20, f32x4.mul(x, b0));
		s21 = f32x4.add(s21, f32x4.mul(x, b1));
		s22 = f32x4.add(s22, f32x4.mul(x, b2));
		x = v128.load_splat<f32>(a, 12);
		s30 = f32x4.add(s30, f32x4.mul(x, b0));
		s31 = f32x4.add(s31, f32x4.mul(x, b1));
		s32 = f32x4.add(s32, f32x4.mul(x, b2));
	}
	addRow(to, s00, s01, s02);
	addRow(to + PANEL * 8, s10, s11, s12);
	addRow(to + 2 * PANEL * 8, s20, s21, s22);
	addRow(to + 3 * PANEL * 8, s30, s31, s32);
}

function addRow(to: usize, s0: v128, s1: v128, s2: v128): void {
	addFour(to, s0);
	addFour(to + 32, s1);
	addFour(to + 64, s2);
}

/** Adds four 32-bit numbers to four of 64 bits. */
function addFour(to: usize, v: v128): void {
	v128.store(to, f64x2.add(v128.load(to), f64x2.promote_low_f32x4(v)));
	const high = f64x2.promote_low_f32x4(i32x4.shuffle(v, v, 2, 3, 2, 3));
	v128.store(to, f64x2.add(v128.load(to, 16), high), 16);
}

/**
 * sums += each column's numbers, row after row, in 64 bits.
 * @param sums 64-bit floats, one a column
 */
export function addColumns(x: usize, rows: usize, columns: usize, sums: usize): void {
	const quads = columns & ~3;
	for (let row: usize = 0; row < rows; row++) {
		let to = sums;
		const end = x + (columns << 2);
		for (const last = x + (quads << 2); x < last; x += 16, to += 32) addFour(to, v128.load(x));
		for (; x < end; x += 4, to += 8) store<f64>(to, load<f64>(to) + <f64>load<f32>(x));
	}
}

/** The sum of the squares of numbers, in 64 bits. */
export function sumOfSquares(x: usize, count: usize): f64 {
	let low = f64x2.splat(0);
	let high = low;
	const end = x + (count << 2);
	for (const last = x + ((count & ~3) << 2); x < last; x += 16) {
		const four = v128.load(x);
		const a = f64x2.promote_low_f32x4(four);
		const b = f64x2.promote_low_f32x4(i32x4.shuffle(four, four, 2, 3, 2, 3));
		low = f64x2.add(low, f64x2.mul(a, a));
		high = f64x2.add(high, f64x2.mul(b, b));
	}
	low = f64x2.add(low, high);
	let sum = f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1);
	for (; x < end; x += 4) sum += <f64>load<f32>(x) * <f64>load<f32>(x);
	return sum;
}
