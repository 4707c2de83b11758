import type { Rng } from '#base/rng.ts';
import type { XGBoostHyperparameters } from '../hyperparameters.ts';
import { addLeafValues, type Tree } from '../trees/tree.ts';
import { derive, type Booster, type Boosting } from './booster.ts';
import { outputsOf, sizeLine } from './gbtree.ts';
import { growthRuleOf } from './growth-rule.ts';
import { growerOf } from './tree-method.ts';
import { growRound } from './trees-of-round.ts';

/**
 * Boosted trees with dropout: some earlier trees are left out while a round learns, then they and the new ones share
 * the place. @see K. Vinayak, R. Gilad-Bachrach, «DART: dropouts meet multiple additive regression trees», AISTATS 2015
 */
export function dart(boosting: Boosting): Booster {
	const { p, outputs, watched } = boosting;
	const rule = growthRuleOf(p);
	const grow = growerOf(watched[0]!.data, p, rule, boosting.hands);
	const trees: Tree[] = [];
	const weights: number[] = [];
	// Weights as they stood after each round, since later rounds change them.
	const history: number[][] = [];
	const perRound = outputs * p.num_parallel_tree;
	const outputOf = (i: number): number => Math.floor((i % perRound) / p.num_parallel_tree);
	const addTree = (i: number, weight: number): void => {
		for (const { data, margins } of watched) {
			addLeafValues(trees[i]!, data, null, margins, outputs, outputOf(i), weight);
		}
	};
	return {
		async boost(round) {
			const dropped = chooseDropped(weights, p, boosting.rng);
			for (const i of dropped) addTree(i, -weights[i]!);
			const { margins } = watched[0]!;
			derive(boosting, round, dropped.length === 0 ? undefined : null);
			const made = await growRound(boosting, rule, grow, margins);
			const { kept, fresh } = shareOf(dropped.length, p.eta / made.length, p.normalize_type);
			for (const i of dropped) {
				weights[i] = Math.fround(weights[i]! * kept);
				addTree(i, weights[i]!);
			}
			for (const { tree } of made) {
				trees.push(tree);
				weights.push(fresh);
				addTree(trees.length - 1, fresh);
			}
			history.push(weights.slice());
			return made.map((each, i) => sizeLine(round, i, each));
		},
		learnt: (rounds) => ({
			booster: 'dart',
			trees: trees.slice(0, rounds * perRound),
			treeOutput: outputsOf(rounds, outputs, p.num_parallel_tree),
			treeWeights: history[rounds - 1] ?? []
		})
	};
}

/** Numbers of the trees to leave out in a round, rising. */
function chooseDropped(
	weights: readonly number[],
	{ rate_drop, skip_drop, one_drop, sample_type }: XGBoostHyperparameters,
	rng: Rng
): number[] {
	if (skip_drop > 0 && rng.next() < skip_drop) return [];
	const sum = weights.reduce((all, weight) => all + weight, 0);
	const isWeighted = sample_type === 'weighted';
	const dropped = weights.flatMap((weight, i) => {
		const share = isWeighted ? (weight * weights.length) / sum : 1;
		return rng.next() < rate_drop * share ? [i] : [];
	});
	if (one_drop === 0 || dropped.length > 0 || weights.length === 0) return dropped;
	if (!isWeighted) return [rng.below(weights.length)];
	let rest = rng.next() * sum;
	return [
		Math.max(
			0,
			weights.findIndex((weight) => (rest -= weight) < 0)
		)
	];
}

/** By what dropped trees are multiplied, and what new ones begin with. */
function shareOf(
	dropped: number,
	eta: number,
	normalize: 'tree' | 'forest'
): { kept: number; fresh: number } {
	if (dropped === 0) return { kept: 1, fresh: 1 };
	if (normalize === 'forest') return { kept: Math.fround(1 / (1 + eta)), fresh: Math.fround(1 / (1 + eta)) };
	return { kept: Math.fround(dropped / (dropped + eta)), fresh: Math.fround(1 / (dropped + eta)) };
}
