/**
 * Rounds gradients and hessians, in place, to multiples of a power of two so coarse that any sum of them fits a double,
 * and so fine that nothing is lost that matters: 2⁻⁵² of the largest magnitude times the number of rows. All later sums
 * are exact then: no drift by subtraction, and the same tree for every order of rows, number of threads or device.
 * (XGBoost does the same on GPUs.) Values stay 32-bit floats.
 */
export function roundToGrid(pairs: Float32Array): void {
	for (const part of [0, 1]) {
		let largest = 0;
		for (let i = part; i < pairs.length; i += 2) largest = Math.max(largest, Math.abs(pairs[i]!));
		if (largest === 0 || !Number.isFinite(largest)) continue;
		const exponent = Math.ceil(Math.log2(largest)) + Math.ceil(Math.log2(pairs.length)) - 51;
		const step = 2 ** Math.max(exponent, -149);
		const perStep = 1 / step;
		for (let i = part; i < pairs.length; i += 2) pairs[i] = Math.round(pairs[i]! * perStep) * step;
	}
}
