import { exponential } from '../../../wasm/exponential.as';

/**
 * The logistic objective row by row. Margins, labels, weights and results are 32-bit floats; two rows go at a time, so
 * that lists of odd length need room for one more.
 */

/** Probabilities 1 / (1 + e^−margin). */
export function predict(margins: usize, rows: usize, into: usize): void {
	const one = f64x2.splat(1);
	for (let row: usize = 0; row < rows; row += 2) {
		const odds = exponential(f64x2.neg(doubles(margins + (row << 2))));
		const p = f64x2.div(one, f64x2.add(one, odds));
		v128.store64_lane(into + (row << 2), f32x4.demote_f64x2_zero(p), 0);
	}
}

/**
 * Gradients (p − y)·w and hessians p(1 − p)·w, interleaved.
 * @param probabilities as {@link predict} gives them
 * @param weights 0 where every row weighs 1
 * @param scale by which rows with label 1 weigh more
 * @param least of a hessian before it is weighted
 */
export function derive(
	probabilities: usize,
	labels: usize,
	weights: usize,
	rows: usize,
	scale: f64,
	least: f64,
	pairs: usize
): void {
	const one = f64x2.splat(1);
	for (let row: usize = 0; row < rows; row += 2) {
		const at = row << 2;
		const p = doubles(probabilities + at);
		const label = doubles(labels + at);
		const weight = weights == 0 ? one : doubles(weights + at);
		const raised = f64x2.mul(weight, f64x2.splat(scale));
		const counted = v128.bitselect(raised, weight, f64x2.eq(label, one));
		const gradient = f64x2.mul(f64x2.sub(p, label), counted);
		const variance = f64x2.pmax(f64x2.mul(p, f64x2.sub(one, p)), f64x2.splat(least));
		const hessian = f64x2.mul(variance, counted);
		const g = f32x4.demote_f64x2_zero(gradient);
		const h = f32x4.demote_f64x2_zero(hessian);
		v128.store(pairs + (row << 3), v128.shuffle<f32>(g, h, 0, 4, 1, 5));
	}
}

// @ts-ignore: decorator
@inline
function doubles(at: usize): v128 {
	return f64x2.promote_low_f32x4(v128.load64_zero(at));
}
