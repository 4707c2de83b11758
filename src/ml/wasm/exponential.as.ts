/**
 * e^x of two 64-bit floats, within 3·10⁻¹⁵ of the result; below −708 it stays e^−708, above 709 e^709. NaN stays NaN.
 * x is parted into n·ln 2 and a rest of at most half of that, for which eleven terms of the series do.
 */
// @ts-ignore: decorator
@inline
export function exponential(x: v128): v128 {
	const within = f64x2.min(f64x2.max(x, f64x2.splat(-708)), f64x2.splat(709));
	const n = f64x2.nearest(f64x2.mul(within, f64x2.splat(1.4426950408889634)));
	// ln 2 in two parts, so that n times the first is exact.
	let rest = f64x2.sub(within, f64x2.mul(n, f64x2.splat(0.6931471803691238)));
	rest = f64x2.sub(rest, f64x2.mul(n, f64x2.splat(1.9082149292705877e-10)));
	let sum = f64x2.splat(1.0 / 39916800.0);
	sum = f64x2.add(f64x2.mul(sum, rest), f64x2.splat(1.0 / 3628800.0));
	sum = f64x2.add(f64x2.mul(sum, rest), f64x2.splat(1.0 / 362880.0));
	sum = f64x2.add(f64x2.mul(sum, rest), f64x2.splat(1.0 / 40320.0));
	sum = f64x2.add(f64x2.mul(sum, rest), f64x2.splat(1.0 / 5040.0));
	sum = f64x2.add(f64x2.mul(sum, rest), f64x2.splat(1.0 / 720.0));
	sum = f64x2.add(f64x2.mul(sum, rest), f64x2.splat(1.0 / 120.0));
	sum = f64x2.add(f64x2.mul(sum, rest), f64x2.splat(1.0 / 24.0));
	sum = f64x2.add(f64x2.mul(sum, rest), f64x2.splat(1.0 / 6.0));
	sum = f64x2.add(f64x2.mul(sum, rest), f64x2.splat(0.5));
	sum = f64x2.add(f64x2.mul(sum, rest), f64x2.splat(1));
	sum = f64x2.add(f64x2.mul(sum, rest), f64x2.splat(1));
	const power = i64x2.extend_low_i32x4_s(i32x4.trunc_sat_f64x2_s_zero(n));
	return f64x2.mul(sum, i64x2.shl(i64x2.add(power, i64x2.splat(1023)), 52));
}
