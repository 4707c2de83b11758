/** 1 / k! from k = 0, then log₂ e, ln 2 in two parts so that a whole number times the first is exact, and 3·2⁵¹. */
const TERMS = memory.data<f64>([
	1, 1, 0.5, 0.16666666666666666, 0.041666666666666664, 0.008333333333333333, 0.001388888888888889,
	0.0001984126984126984, 0.0000248015873015873, 0.0000027557319223985893,
	1.4426950408889634, 0.6931471803691238, 1.9082149292705877e-10, 6755399441055744, -708, 709
]);

/**
 * e^x of two 64-bit floats, within 10⁻¹¹ of the result; below −708 it stays e^−708, above 709 e^709. NaN stays NaN.
 * x is parted into n·ln 2 and a rest of at most half of that, for which nine powers of the series do.
 */
// @ts-ignore: decorator
@inline
export function exponential(x: v128): v128 {
	const within = f64x2.pmin(f64x2.pmax(x, term(14)), term(15));
	// The last bits of the sum are n, since what is added leaves no room for a fraction.
	const shifted = f64x2.add(f64x2.mul(within, term(10)), term(13));
	const n = f64x2.sub(shifted, term(13));
	const rest = f64x2.sub(f64x2.sub(within, f64x2.mul(n, term(11))), f64x2.mul(n, term(12)));
	const square = f64x2.mul(rest, rest);
	const fourth = f64x2.mul(square, square);
	// Two and four terms at once, since a long chain of sums would wait for itself.
	const low = f64x2.add(pairOf(0, rest), f64x2.mul(square, pairOf(2, rest)));
	const middle = f64x2.add(pairOf(4, rest), f64x2.mul(square, pairOf(6, rest)));
	const high = f64x2.mul(fourth, pairOf(8, rest));
	const sum = f64x2.add(low, f64x2.mul(fourth, f64x2.add(middle, high)));
	// n goes to where the exponent's bits are.
	return i64x2.add(sum, i64x2.shl(shifted, 52));
}

// @ts-ignore: decorator
@inline
function pairOf(k: usize, rest: v128): v128 {
	return f64x2.add(term(k), f64x2.mul(rest, term(k + 1)));
}

/** From the memory, which is quicker than to put a constant together. */
// @ts-ignore: decorator
@inline
function term(k: usize): v128 {
	return v128.load64_splat(TERMS + (k << 3));
}
