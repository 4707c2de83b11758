/** Gradients and hessians as pairs of 32-bit floats; lists of odd length need room for one more pair, which is 0. */

/**
 * The largest magnitudes.
 * @param result filled with those of gradients and hessians, as 32-bit floats
 */
export function largest(pairs: usize, rows: usize, result: usize): void {
	let most = f32x4.splat(0);
	const end = pairs + (rows << 3);
	for (let at = pairs; at < end; at += 16) most = f32x4.max(most, f32x4.abs(v128.load(at)));
	v128.store64_lane(result, f32x4.max(most, v128.shuffle<f32>(most, most, 2, 3, 0, 1)), 0);
}

/**
 * Rounds gradients to multiples of a step and hessians to multiples of another, halves upwards, in place.
 * @param result filled with the sums of both, as 64-bit floats
 */
export function round(pairs: usize, rows: usize, gradientStep: f64, hessianStep: f64, result: usize): void {
	const step = f64x2.replace_lane(f64x2.splat(gradientStep), 1, hessianStep);
	const perStep = f64x2.div(f64x2.splat(1), step);
	const half = f64x2.splat(0.5);
	let evens = f64x2.splat(0);
	let odds = f64x2.splat(0);
	const end = pairs + (rows << 3);
	for (let at = pairs; at < end; at += 16) {
		const two = v128.load(at);
		const first = f64x2.promote_low_f32x4(two);
		const second = f64x2.promote_low_f32x4(v128.shuffle<f32>(two, two, 2, 3, 2, 3));
		const even = f64x2.mul(f64x2.floor(f64x2.add(f64x2.mul(first, perStep), half)), step);
		const odd = f64x2.mul(f64x2.floor(f64x2.add(f64x2.mul(second, perStep), half)), step);
		evens = f64x2.add(evens, even);
		odds = f64x2.add(odds, odd);
		const low = f32x4.demote_f64x2_zero(even);
		const high = f32x4.demote_f64x2_zero(odd);
		v128.store(at, v128.shuffle<f32>(low, high, 0, 1, 4, 5));
	}
	v128.store(result, f64x2.add(evens, odds));
}
