/**
 * Products of matrices of 32-bit floats, by blocks that stay in the caches: panels of both factors are copied side by
 * side, and 4 × 12 sums are kept in registers.
 * @see Goto and van de Geijn, «Anatomy of high-performance matrix multiplication», 2008
 */

export { subtract } from './center-sums.as';
export { addColumns, addPanels, addScatter, panelBytes, panelSums, sumOfSquares } from './scatter.as';

/** Sums per tile: rows of A times columns of B. */
const TILE_ROWS: usize = 4;
const TILE_COLUMNS: usize = 12;
/** Rows of A and depth of a block that stays in the second cache. */
const BLOCK_ROWS: usize = 128;
const BLOCK_DEPTH: usize = 256;
/** Columns of B that are packed at once. */
const BLOCK_COLUMNS: usize = 1536;

/** Bytes that `multiply` needs at `scratch`. */
export function scratchBytes(): usize {
	return (BLOCK_ROWS * BLOCK_DEPTH + BLOCK_DEPTH * BLOCK_COLUMNS + TILE_ROWS * TILE_COLUMNS) << 2;
}

/**
 * C += A · B, with A (m, k), B (k, n) and C (m, n). Steps are counted in floats: A[i, p] stands at a + i · aRow + p · aColumn,
 * so that a transposed factor costs nothing; C is row-major with rows `cRow` apart.
 */
export function multiply(
	m: usize,
	n: usize,
	k: usize,
	a: usize,
	aRow: usize,
	aColumn: usize,
	b: usize,
	bRow: usize,
	bColumn: usize,
	c: usize,
	cRow: usize,
	scratch: usize
): void {
	const packedA = scratch;
	const packedB = packedA + ((BLOCK_ROWS * BLOCK_DEPTH) << 2);
	const corner = packedB + ((BLOCK_DEPTH * BLOCK_COLUMNS) << 2);
	for (let j: usize = 0; j < n; j += BLOCK_COLUMNS) {
		const columns = min(n - j, BLOCK_COLUMNS);
		for (let p: usize = 0; p < k; p += BLOCK_DEPTH) {
			const depth = min(k - p, BLOCK_DEPTH);
			packColumns(b + ((p * bRow + j * bColumn) << 2), bRow, bColumn, depth, columns, packedB);
			for (let i: usize = 0; i < m; i += BLOCK_ROWS) {
				const rows = min(m - i, BLOCK_ROWS);
				packRows(a + ((i * aRow + p * aColumn) << 2), aRow, aColumn, rows, depth, packedA);
				multiplyBlock(rows, columns, depth, packedA, packedB, c + ((i * cRow + j) << 2), cRow, corner);
			}
		}
	}
}

/** Copies panels of four rows: for each depth its four numbers, zeros where there is no row. */
function packRows(a: usize, aRow: usize, aColumn: usize, rows: usize, depth: usize, to: usize): void {
	for (let i: usize = 0; i < rows; i += TILE_ROWS) {
		const there = rows - i;
		const at = a + ((i * aRow) << 2);
		const step = aRow << 2;
		let p: usize = 0;
		if (there >= TILE_ROWS && aRow == 1) {
			for (; p < depth; p++, to += 16) v128.store(to, v128.load(at + ((p * aColumn) << 2)));
		} else if (there >= TILE_ROWS && aColumn == 1) {
			for (; p + 4 <= depth; p += 4, to += 64) turnFour(at + (p << 2), step, to);
		}
		for (; p < depth; p++, to += 16) {
			const from = at + ((p * aColumn) << 2);
			store<f32>(to, load<f32>(from));
			store<f32>(to, there > 1 ? load<f32>(from + step) : 0, 4);
			store<f32>(to, there > 2 ? load<f32>(from + 2 * step) : 0, 8);
			store<f32>(to, there > 3 ? load<f32>(from + 3 * step) : 0, 12);
		}
	}
}

/** Copies four numbers of four rows that lie `step` bytes apart, column by column. */
function turnFour(from: usize, step: usize, to: usize): void {
	const r0 = v128.load(from);
	const r1 = v128.load(from + step);
	const r2 = v128.load(from + 2 * step);
	const r3 = v128.load(from + 3 * step);
	const low01 = i32x4.shuffle(r0, r1, 0, 4, 1, 5);
	const low23 = i32x4.shuffle(r2, r3, 0, 4, 1, 5);
	const high01 = i32x4.shuffle(r0, r1, 2, 6, 3, 7);
	const high23 = i32x4.shuffle(r2, r3, 2, 6, 3, 7);
	v128.store(to, i64x2.shuffle(low01, low23, 0, 2));
	v128.store(to, i64x2.shuffle(low01, low23, 1, 3), 16);
	v128.store(to, i64x2.shuffle(high01, high23, 0, 2), 32);
	v128.store(to, i64x2.shuffle(high01, high23, 1, 3), 48);
}

/** Copies panels of twelve columns: for each depth its twelve numbers, zeros where there is no column. */
function packColumns(b: usize, bRow: usize, bColumn: usize, depth: usize, columns: usize, to: usize): void {
	for (let j: usize = 0; j < columns; j += TILE_COLUMNS) {
		const there = min(columns - j, TILE_COLUMNS);
		// Numbers that lie side by side are copied by fours.
		const fours: usize = bColumn == 1 ? there & ~3 : 0;
		for (let p: usize = 0; p < depth; p++) {
			const from = b + ((p * bRow + j * bColumn) << 2);
			if (fours == TILE_COLUMNS) {
				v128.store(to, v128.load(from));
				v128.store(to, v128.load(from, 16), 16);
				v128.store(to, v128.load(from, 32), 32);
			} else {
				for (let q: usize = 0; q < fours; q += 4) v128.store(to + (q << 2), v128.load(from + (q << 2)));
				for (let q = fours; q < there; q++) store<f32>(to + (q << 2), load<f32>(from + ((q * bColumn) << 2)));
				for (let q = there; q < TILE_COLUMNS; q++) store<f32>(to + (q << 2), 0);
			}
			to += 48;
		}
	}
}

function multiplyBlock(
	rows: usize,
	columns: usize,
	depth: usize,
	packedA: usize,
	packedB: usize,
	c: usize,
	cRow: usize,
	corner: usize
): void {
	for (let j: usize = 0; j < columns; j += TILE_COLUMNS) {
		const panelB = packedB + ((j * depth) << 2);
		const width = min(columns - j, TILE_COLUMNS);
		for (let i: usize = 0; i < rows; i += TILE_ROWS) {
			const panelA = packedA + ((i * depth) << 2);
			const height = min(rows - i, TILE_ROWS);
			const at = c + ((i * cRow + j) << 2);
			if (width == TILE_COLUMNS && height == TILE_ROWS) {
				addTile(depth, panelA, panelB, at, cRow << 2);
				continue;
			}
			memory.fill(corner, 0, (TILE_ROWS * TILE_COLUMNS) << 2);
			addTile(depth, panelA, panelB, corner, TILE_COLUMNS << 2);
			for (let r: usize = 0; r < height; r++) {
				for (let q: usize = 0; q < width; q++) {
					const to = at + ((r * cRow + q) << 2);
					store<f32>(to, load<f32>(to) + load<f32>(corner + ((r * TILE_COLUMNS + q) << 2)));
				}
			}
		}
	}
}

/** Adds the product of two panels to the 4 × 12 numbers at `c`, rows `step` bytes apart. */
function addTile(depth: usize, a: usize, b: usize, c: usize, step: usize): void {
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
	for (const end = a + (depth << 4); a < end; a += 16, b += 48) {
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
	addRow(c, s00, s01, s02);
	addRow(c + step, s10, s11, s12);
	addRow(c + 2 * step, s20, s21, s22);
	addRow(c + 3 * step, s30, s31, s32);
}

function addRow(c: usize, s0: v128, s1: v128, s2: v128): void {
	v128.store(c, f32x4.add(v128.load(c), s0));
	v128.store(c, f32x4.add(v128.load(c, 16), s1), 16);
	v128.store(c, f32x4.add(v128.load(c, 32), s2), 32);
}
