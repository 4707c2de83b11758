import { exponential } from '../../../wasm/exponential.as';

/** The softmax objective row by row. Margins, labels, weights and results are 32-bit floats. */

/**
 * Probabilities e^m_k / Σ e^m_j of each row, row-major as the margins are.
 * @param powers room for a 64-bit float per margin, and one more
 */
export function predict(margins: usize, rows: usize, outputs: usize, powers: usize, into: usize): void {
	const count = rows * outputs;
	for (let first: usize = 0; first < count; first += outputs) {
		let highest: f64 = -Infinity;
		for (let i = first; i < first + outputs; i++) {
			highest = max(highest, <f64>load<f32>(margins + (i << 2)));
		}
		for (let i = first; i < first + outputs; i++) {
			store<f64>(powers + (i << 3), <f64>load<f32>(margins + (i << 2)) - highest);
		}
	}
	for (let at = powers; at < powers + (count << 3); at += 16) v128.store(at, exponential(v128.load(at)));
	for (let first: usize = 0; first < count; first += outputs) {
		let sum: f64 = 0;
		for (let i = first; i < first + outputs; i++) sum += load<f64>(powers + (i << 3));
		for (let i = first; i < first + outputs; i++) {
			store<f32>(into + (i << 2), <f32>(load<f64>(powers + (i << 3)) / sum));
		}
	}
}

/**
 * Gradients (p_k − [y = k])·w and hessians 2·p_k(1 − p_k)·w, interleaved, output after output.
 * @param probabilities as {@link predict} gives them
 * @param weights 0 where every row weighs 1
 * @param least of a hessian before it is weighted
 */
export function derive(
	probabilities: usize,
	labels: usize,
	weights: usize,
	rows: usize,
	outputs: usize,
	least: f64,
	pairs: usize
): void {
	for (let row: usize = 0; row < rows; row++) {
		const label = load<f32>(labels + (row << 2));
		const weight: f64 = weights == 0 ? 1 : <f64>load<f32>(weights + (row << 2));
		for (let k: usize = 0; k < outputs; k++) {
			const p = <f64>load<f32>(probabilities + ((row * outputs + k) << 2));
			const at = pairs + ((k * rows + row) << 3);
			store<f32>(at, <f32>((label == <f32>k ? p - 1 : p) * weight));
			store<f32>(at, <f32>(max(2 * p * (1 - p), least) * weight), 4);
		}
	}
}
