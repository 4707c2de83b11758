/** What is done row by row with one centre each: sums and exact distances, in 64 bits from rows in 32. */

/** Takes the same numbers from every row: x −= around, in 64 bits. */
export function subtract(x: usize, rows: usize, columns: usize, around: usize): void {
	const pairs = columns & ~1;
	for (let row: usize = 0; row < rows; row++) {
		let from = around;
		const end = x + (columns << 2);
		for (const last = x + (pairs << 2); x < last; x += 8, from += 16) {
			const moved = f64x2.sub(f64x2.promote_low_f32x4(v128.load64_zero(x)), v128.load(from));
			v128.store64_lane(x, f32x4.demote_f64x2_zero(moved), 0);
		}
		for (; x < end; x += 4, from += 8) store<f32>(x, <f32>(<f64>load<f32>(x) - load<f64>(from)));
	}
}

/**
 * sums[owner] += times · row, for each index.
 * @param indexes which rows, 32 bits each
 * @param owners whose sums, 32 bits each
 * @param times 64-bit floats
 * @param sums 64-bit floats, owner after owner
 */
export function addRows(
	x: usize,
	columns: usize,
	indexes: usize,
	owners: usize,
	times: usize,
	count: usize,
	sums: usize
): void {
	const quads = columns & ~3;
	for (let i: usize = 0; i < count; i++) {
		let from = x + <usize>load<u32>(indexes + (i << 2)) * (columns << 2);
		let to = sums + <usize>load<u32>(owners + (i << 2)) * (columns << 3);
		const factor = load<f64>(times + (i << 3));
		const factors = f64x2.splat(factor);
		const end = from + (columns << 2);
		for (const last = from + (quads << 2); from < last; from += 16, to += 32) {
			const four = v128.load(from);
			const low = f64x2.promote_low_f32x4(four);
			const high = f64x2.promote_low_f32x4(i32x4.shuffle(four, four, 2, 3, 2, 3));
			v128.store(to, f64x2.add(v128.load(to), f64x2.mul(factors, low)));
			v128.store(to, f64x2.add(v128.load(to, 16), f64x2.mul(factors, high)), 16);
		}
		for (; from < end; from += 4, to += 8) store<f64>(to, load<f64>(to) + factor * <f64>load<f32>(from));
	}
}

/**
 * Squared distance of each row to its owner.
 * @param centers 64-bit floats, one after the other
 * @param squares filled, 64-bit floats
 */
export function squaresTo(
	x: usize,
	columns: usize,
	indexes: usize,
	owners: usize,
	count: usize,
	centers: usize,
	squares: usize
): void {
	const quads = columns & ~3;
	for (let i: usize = 0; i < count; i++) {
		let from = x + <usize>load<u32>(indexes + (i << 2)) * (columns << 2);
		let to = centers + <usize>load<u32>(owners + (i << 2)) * (columns << 3);
		const end = from + (columns << 2);
		let sum0 = f64x2.splat(0);
		let sum1 = sum0;
		for (const last = from + (quads << 2); from < last; from += 16, to += 32) {
			const four = v128.load(from);
			const low = f64x2.sub(f64x2.promote_low_f32x4(four), v128.load(to));
			const high = f64x2.sub(
				f64x2.promote_low_f32x4(i32x4.shuffle(four, four, 2, 3, 2, 3)),
				v128.load(to, 16)
			);
			sum0 = f64x2.add(sum0, f64x2.mul(low, low));
			sum1 = f64x2.add(sum1, f64x2.mul(high, high));
		}
		sum0 = f64x2.add(sum0, sum1);
		let sum = f64x2.extract_lane(sum0, 0) + f64x2.extract_lane(sum0, 1);
		for (; from < end; from += 4, to += 8) {
			const apart = <f64>load<f32>(from) - load<f64>(to);
			sum += apart * apart;
		}
		store<f64>(squares + (i << 3), sum);
	}
}
