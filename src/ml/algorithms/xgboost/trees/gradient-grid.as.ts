/** Gradients and hessians as pairs of 32-bit floats; lists of odd length need room for one more pair, which is 0. */

/**
 * The largest magnitudes; NaN is passed over.
 * @param result filled with those of gradients and hessians, as 32-bit floats
 */
export function largest(pairs: usize, rows: usize, result: usize): void {
	let most = f32x4.splat(0);
	const end = pairs + (rows << 3);
	for (let at = pairs; at < end; at += 16) most = f32x4.pmax(most, f32x4.abs(v128.load(at)));
	v128.store64_lane(result, f32x4.pmax(most, v128.shuffle<f32>(most, most, 2, 3, 0, 1)), 0);
}

/**
 * Rounds gradients to multiples of a step and hessians to multiples of another, in place: a double that is added and taken
 * away again, 3·2⁵¹ steps large, leaves no room for less than a step.
 * @param gradientShift that double for gradients; `hessianShift` for hessians
 * @param result filled with the sums of both, as 64-bit floats
 */
export function round(pairs: usize, rows: usize, gradientShift: f64, hessianShift: f64, result: usize): void {
	const shift = f64x2.replace_lane(f64x2.splat(gradientShift), 1, hessianShift);
	let evens = f64x2.splat(0);
	let odds = f64x2.splat(0);
	const end = pairs + (rows << 3);
	for (let at = pairs; at < end; at += 16) {
		const even = f64x2.sub(f64x2.add(pairAt(at), shift), shift);
		const odd = f64x2.sub(f64x2.add(pairAt(at + 8), shift), shift);
		evens = f64x2.add(evens, even);
		odds = f64x2.add(odds, odd);
		const low = f32x4.demote_f64x2_zero(even);
		const high = f32x4.demote_f64x2_zero(odd);
		v128.store(at, v128.shuffle<f32>(low, high, 0, 1, 4, 5));
	}
	v128.store(result, f64x2.add(evens, odds));
}

// @ts-ignore: decorator
@inline
function pairAt(at: usize): v128 {
	return f64x2.promote_low_f32x4(v128.load64_zero(at));
}
