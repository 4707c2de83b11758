/** What keeps leaf weights small. */
export interface Regularisation {
	readonly lambda: number;
	readonly alpha: number;
	readonly maxDeltaStep: number;
	readonly minChildWeight: number;
}

/**
 * The weight −T(G) / (H + λ) that minimises a leaf's loss G·w + ½(H + λ)w² + α|w|, T drawing G towards 0 by α; cut at
 * ±max_delta_step. 0 for a leaf without hessian or with less than min_child_weight.
 * @see Chen & Guestrin, KDD 2016, equation 5
 */
export function weightOf(gradient: number, hessian: number, rule: Regularisation): number {
	if (hessian <= 0 || hessian < rule.minChildWeight) return 0;
	const weight = -towardsZero(gradient, rule.alpha) / (hessian + rule.lambda);
	const most = rule.maxDeltaStep;
	return most > 0 && Math.abs(weight) > most ? Math.sign(weight) * most : weight;
}

/**
 * Twice the loss that a leaf removes. With max_delta_step it is the value at the cut weight, without the L1 term, as in
 * XGBoost.
 */
export function gainOf(gradient: number, hessian: number, rule: Regularisation): number {
	if (hessian <= 0) return 0;
	if (rule.maxDeltaStep === 0) return towardsZero(gradient, rule.alpha) ** 2 / (hessian + rule.lambda);
	const weight = weightOf(gradient, hessian, rule);
	return -(2 * gradient * weight + (hessian + rule.lambda) * weight ** 2);
}

function towardsZero(gradient: number, alpha: number): number {
	if (gradient > alpha) return gradient - alpha;
	if (gradient < -alpha) return gradient + alpha;
	return 0;
}
