import type { XGBoostHyperparameters } from '../hyperparameters.ts';
import { POISSON_STEP } from '../objectives/log-link.ts';
import type { GrowthRule } from '../trees/grow.ts';

/** What the hyperparameters say of single trees. */
export function growthRuleOf(p: XGBoostHyperparameters): GrowthRule {
	return {
		eta: p.eta / p.num_parallel_tree,
		gamma: p.gamma,
		maxDepth: p.max_depth,
		maxLeaves: p.max_leaves,
		lossGuide: p.grow_policy === 'lossguide',
		lambda: p.lambda,
		alpha: p.alpha,
		maxDeltaStep: p.max_delta_step ?? (p.objective === 'count:poisson' ? POISSON_STEP : 0),
		minChildWeight: p.min_child_weight,
		monotone: p.monotone_constraints?.some((each) => each !== 0)
			? Int8Array.from(p.monotone_constraints)
			: null,
		interactions: p.interaction_constraints?.map((group) => new Set(group)) ?? null
	};
}
