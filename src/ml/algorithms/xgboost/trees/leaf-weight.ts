/** What keeps leaf weights small. */
export interface Regularisation {
	readonly lambda: number;
	readonly alpha: number;
	readonly maxDeltaStep: number;
	readonly minChildWeight: number;
	/** Per column: 1 where predictions may only rise with it, −1 where they may only fall, 0 where both. Null: all are free. */
	readonly monotone: Int8Array | null;
}

/** Between which values monotone columns above a node have left its weight. */
export interface Bounds {
	readonly lower: number;
	readonly upper: number;
}

export const FREE: Bounds = { lower: -Infinity, upper: Infinity };

/**
 * The weight −T(G) / (H + λ) that minimises a leaf's loss G·w + ½(H + λ)w² + α|w|, T drawing G towards 0 by α; cut at
 * ±max_delta_step, then at the bounds. 0 for a leaf without hessian or with less than min_child_weight.
 * @see Chen & Guestrin, KDD 2016, equation 5
 */
export function weightOf(gradient: number, hessian: number, rule: Regularisation, bounds = FREE): number {
	let weight = 0;
	if (hessian > 0 && hessian >= rule.minChildWeight) {
		weight = -towardsZero(gradient, rule.alpha) / (hessian + rule.lambda);
		const most = rule.maxDeltaStep;
		if (most > 0 && Math.abs(weight) > most) weight = Math.sign(weight) * most;
	}
	return Math.min(Math.max(weight, bounds.lower), bounds.upper);
}

/**
 * Twice the loss that a leaf removes. With max_delta_step or monotone columns it is the value at the cut weight, without
 * the L1 term, as in XGBoost.
 */
export function gainOf(gradient: number, hessian: number, rule: Regularisation, bounds = FREE): number {
	if (hessian <= 0) return 0;
	if (rule.maxDeltaStep === 0 && rule.monotone === null) {
		return towardsZero(gradient, rule.alpha) ** 2 / (hessian + rule.lambda);
	}
	return gainAt(gradient, hessian, rule, weightOf(gradient, hessian, rule, bounds));
}

/**
 * Gain of two children together; −∞ where their weights stand against the direction of the column.
 * @param round what becomes of each child's gain before they are added
 */
export function gainOfPair(
	left: readonly [gradient: number, hessian: number],
	right: readonly [gradient: number, hessian: number],
	rule: Regularisation,
	column: number,
	bounds: Bounds,
	round = (gain: number): number => gain
): number {
	if (rule.monotone === null) {
		return round(gainOf(left[0], left[1], rule)) + round(gainOf(right[0], right[1], rule));
	}
	const leftWeight = Math.fround(weightOf(left[0], left[1], rule, bounds));
	const rightWeight = Math.fround(weightOf(right[0], right[1], rule, bounds));
	if ((rightWeight - leftWeight) * (rule.monotone[column] ?? 0) < 0) return -Infinity;
	const leftGain = gainAt(left[0], left[1], rule, leftWeight);
	return round(leftGain) + round(gainAt(right[0], right[1], rule, rightWeight));
}

/** Bounds of the children of a split on a column: a monotone one parts them in the middle of their weights. */
export function childBounds(
	bounds: Bounds,
	direction: number,
	leftWeight: number,
	rightWeight: number
): [left: Bounds, right: Bounds] {
	const middle = Math.fround((leftWeight + rightWeight) / 2);
	if (direction > 0)
		return [
			{ ...bounds, upper: middle },
			{ ...bounds, lower: middle }
		];
	if (direction < 0)
		return [
			{ ...bounds, lower: middle },
			{ ...bounds, upper: middle }
		];
	return [bounds, bounds];
}

function gainAt(gradient: number, hessian: number, rule: Regularisation, weight: number): number {
	return hessian <= 0 ? 0 : -(2 * gradient * weight + (hessian + rule.lambda) * weight ** 2);
}

function towardsZero(gradient: number, alpha: number): number {
	if (gradient > alpha) return gradient - alpha;
	if (gradient < -alpha) return gradient + alpha;
	return 0;
}
