const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/** How long a step is, and what it makes of the gradients. */
export interface StepRule {
	/** Steps before this one. */
	readonly steps: number;
	readonly rate: number;
	readonly weightDecay: number;
	/** What the sums of gradients are multiplied by: one by the pairs. */
	readonly scale: number;
}

/** What the kernel's steps take: the rate has Adam's corrections in it. @see https://arxiv.org/abs/1412.6980 */
export function kernelRule({ steps, rate, weightDecay, scale }: StepRule): number[] {
	const t = steps + 1;
	const corrected = (rate * Math.sqrt(1 - BETA_2 ** t)) / (1 - BETA_1 ** t);
	return [BETA_1, 1 - BETA_1, BETA_2, 1 - BETA_2, EPSILON, scale, weightDecay, corrected];
}
