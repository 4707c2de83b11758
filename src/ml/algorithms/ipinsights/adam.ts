const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/** Numbers that learn, with what Adam remembers of them. */
export interface Learning {
	readonly values: Float32Array;
	/** Added up until the next step, which sets them to 0. */
	readonly gradients: Float32Array;
	readonly means: Float32Array;
	readonly squares: Float32Array;
}

/** @param values changed in place by each step */
export function learning(values: Float32Array, gradients = new Float32Array(values.length)): Learning {
	return {
		values,
		gradients,
		means: new Float32Array(values.length),
		squares: new Float32Array(values.length)
	};
}

/** How long a step is, and what it makes of the gradients. */
export interface StepRule {
	/** Steps before this one. */
	readonly steps: number;
	readonly rate: number;
	readonly weightDecay: number;
	/** What the sums of gradients are multiplied by: one by the pairs. */
	readonly scale: number;
}

/** Adam's step for the numbers [from, to). @see https://arxiv.org/abs/1412.6980 */
export function adamStep(
	{ values, gradients, means, squares }: Learning,
	rule: StepRule,
	from: number,
	to: number
): void {
	const t = rule.steps + 1;
	const rate = (rule.rate * Math.sqrt(1 - BETA_2 ** t)) / (1 - BETA_1 ** t);
	const { scale, weightDecay } = rule;
	for (let i = from; i < to; i++) {
		const value = values[i]!;
		const gradient = gradients[i]! * scale + weightDecay * value;
		const mean = BETA_1 * means[i]! + (1 - BETA_1) * gradient;
		const square = BETA_2 * squares[i]! + (1 - BETA_2) * gradient * gradient;
		gradients[i] = 0;
		means[i] = mean;
		squares[i] = square;
		values[i] = value - (rate * mean) / (Math.sqrt(square) + EPSILON);
	}
}
