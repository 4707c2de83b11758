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
