/**
 * The median. Without weights that of the ranks 1/(n + 1) … n/(n + 1), linear between two values; with weights the first
 * value at which half of the weight is reached. NaN for no values.
 */
export function median(values: Float32Array, weights: Float32Array | null): number {
	const count = values.length;
	if (count === 0) return NaN;
	const order = Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b);
	if (weights) return weightedMedian(values, weights, order);
	const rank = 0.5 * (count + 1);
	const below = Math.floor(rank) - 1;
	if (count === 1) return values[0]!;
	const [low, high] = [values[order[below]!]!, values[order[below + 1]!]!];
	return low + (rank - 1 - below) * (high - low);
}

function weightedMedian(values: Float32Array, weights: Float32Array, order: Uint32Array): number {
	const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
	let sum = 0;
	for (const i of order) {
		sum += weights[i]!;
		if (sum >= half) return values[i]!;
	}
	return values[order[order.length - 1]!]!;
}
