import { builtinAlgorithms, recommendedImageOf } from '#ml/registry.ts';
import { preprocessorImageOf } from '#ml/prep/image.ts';
import type { Parameter } from '#ml/tuning/parameter.ts';
import type { Context } from '../../core/context.ts';
import type { CandidateRecord, Resolved } from './automl-record.ts';
import { ruleOf } from './objectives.ts';

export type AutoMLAlgorithmName = 'xgboost' | 'linear-learner';

/** How candidates of one kind come about: what is done to the rows, and what learns from them. */
export interface Recipe {
	readonly name: RecipeName;
	readonly algorithm: AutoMLAlgorithmName;
	/** `kept`: as they are. `filled`: what is missing is filled in. `logs`: long tails are shortened too. */
	readonly rows: 'kept' | 'filled' | 'logs';
	/** What is searched. */
	readonly parameters: readonly Parameter[];
}

export type RecipeName = 'dpp0-xgboost' | 'dpp1-linear-learner' | 'dpp2-linear-learner';

/**
 * The number of rounds belongs to the search, rather than stopping early: so the last value of the metric is that of the
 * model.
 */
const TREES: readonly Parameter[] = [
	{ type: 'Integer', name: 'num_round', min: 20, max: 200, scaling: 'Logarithmic' },
	{ type: 'Integer', name: 'max_depth', min: 2, max: 10, scaling: 'Linear' },
	{ type: 'Continuous', name: 'eta', min: 0.03, max: 0.5, scaling: 'Logarithmic' },
	{ type: 'Continuous', name: 'min_child_weight', min: 0.5, max: 20, scaling: 'Logarithmic' },
	{ type: 'Continuous', name: 'subsample', min: 0.5, max: 1, scaling: 'Linear' },
	{ type: 'Continuous', name: 'colsample_bytree', min: 0.5, max: 1, scaling: 'Linear' },
	{ type: 'Continuous', name: 'lambda', min: 0.01, max: 100, scaling: 'Logarithmic' }
];

const LINES: readonly Parameter[] = [
	{ type: 'Continuous', name: 'learning_rate', min: 0.005, max: 0.5, scaling: 'Logarithmic' },
	{ type: 'Continuous', name: 'wd', min: 1e-7, max: 0.3, scaling: 'Logarithmic' },
	{ type: 'Continuous', name: 'l1', min: 1e-7, max: 0.1, scaling: 'Logarithmic' }
];

/** Trees want neither filled cells nor logarithms: they ask only what is larger. */
export const RECIPES: readonly Recipe[] = [
	{ name: 'dpp0-xgboost', algorithm: 'xgboost', rows: 'kept', parameters: TREES },
	{ name: 'dpp1-linear-learner', algorithm: 'linear-learner', rows: 'filled', parameters: LINES },
	{ name: 'dpp2-linear-learner', algorithm: 'linear-learner', rows: 'logs', parameters: LINES }
];

/** The recipe of a candidate; those of earlier releases had the first. */
export function recipeOf({ recipe }: Pick<CandidateRecord, 'recipe'>): Recipe {
	return RECIPES.find(({ name }) => name === recipe) ?? RECIPES[0]!;
}

/** The image of the algorithm that a recipe trains. */
export function trainingImage({ region }: Context, { algorithm }: Recipe): string {
	const spec = builtinAlgorithms.find(({ name }) => name === algorithm)!;
	return recommendedImageOf(spec, region) ?? recommendedImageOf(spec, 'us-east-1')!;
}

/** What prepares rows before the model; null where nothing is done to them. */
export function preprocessorImage({ region }: Context, { rows }: Recipe): string | null {
	return rows === 'kept' ? null : preprocessorImageOf(region);
}

/**
 * The recipe of the next candidate: each has its turn, then that of the best candidate so far, and every third time the one
 * with the fewest.
 * @param recipes those that the job may use, at least one
 */
export function nextRecipe(
	recipes: readonly Recipe[],
	candidates: readonly CandidateRecord[],
	{ problemType, metric }: Pick<Resolved, 'problemType' | 'metric'>
): Recipe {
	const tried = (recipe: Recipe): number => candidates.filter((each) => recipeOf(each) === recipe).length;
	const least = recipes.reduce((a, b) => (tried(b) < tried(a) ? b : a));
	if (tried(least) === 0 || candidates.length % 3 === 2) return least;
	const sign = ruleOf(problemType, metric)!.type === 'Maximize' ? -1 : 1;
	const known = candidates.filter(({ value }) => value !== null);
	if (known.length === 0) return least;
	return recipeOf(known.reduce((a, b) => (sign * b.value! < sign * a.value! ? b : a)));
}
