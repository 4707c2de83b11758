import type { Learnt } from './boosters/booster.ts';
import type { Loss } from './objectives/loss.ts';
import { lossOf } from './objectives/losses.ts';

/** All that an XGBoost model file says. */
export type Ensemble = Learnt & {
	readonly features: number;
	/** Margins per row: the number of classes, or 1. */
	readonly outputs: number;
	readonly objective: string;
	/** What the file says of the objective beside its name. */
	readonly objectiveFields: Loss['fields'];
	/** What every row begins with, one score for each output; all are the same in files from before version 3.1. */
	readonly baseScores: readonly number[];
	/** The library's own notes, such as `best_iteration`. */
	readonly attributes: Readonly<Record<string, string>>;
	/** Trees that each output gets per round; 1 save for boosted forests. */
	readonly parallelTrees: number;
};

/** The margins that every row begins with, one for each output. */
export function baseMarginsOf({ objective, baseScores }: Ensemble): number[] {
	const loss = lossOf(objective)!;
	return baseScores.map((score) => loss.marginOf(score));
}

/** How many trees, from the first, count in predictions. */
export function usedTrees(ensemble: Ensemble): number {
	if (ensemble.booster === 'gblinear') return 0;
	const { trees, outputs, parallelTrees, attributes } = ensemble;
	const best = Number(attributes['best_iteration'] ?? NaN);
	if (!(Number.isInteger(best) && best >= 0)) return trees.length;
	return Math.min(trees.length, (best + 1) * outputs * parallelTrees);
}
