import { derive, type Booster, type Boosting } from './booster.ts';
import { growthRuleOf } from './growth-rule.ts';
import { growerOf } from './tree-method.ts';
import { growRound, type NewTree } from './trees-of-round.ts';
import { addLeafValues, sizeOf, type Tree } from '../trees/tree.ts';

/** Boosted trees. */
export function gbtree(boosting: Boosting): Booster {
	const { p, outputs, watched } = boosting;
	const rule = growthRuleOf(p);
	const grow = growerOf(watched[0]!.data, p, rule, boosting.hands);
	const trees: Tree[] = [];
	const perRound = outputs * p.num_parallel_tree;
	return {
		async boost(round) {
			const { margins } = watched[0]!;
			derive(boosting, round);
			const made = await growRound(boosting, rule, grow, margins);
			made.forEach((each) => addToMargins(boosting, each));
			trees.push(...made.map(({ tree }) => tree));
			return made.map((each, i) => sizeLine(round, i, each));
		},
		learnt: (rounds) => ({
			booster: 'gbtree',
			trees: trees.slice(0, rounds * perRound),
			treeOutput: outputsOf(rounds, outputs, p.num_parallel_tree),
			treeWeights: null
		})
	};
}

/** Which output each tree of so many rounds adds to. */
export function outputsOf(rounds: number, outputs: number, parallel: number): number[] {
	const perRound = outputs * parallel;
	return Array.from({ length: rounds * perRound }, (_, i) => Math.floor((i % perRound) / parallel));
}

export function sizeLine(round: number, number: number, { tree, grown }: NewTree): string {
	const { leaves, depth } = sizeOf(tree);
	const rows = grown.order.length;
	return `INFO: round ${round}, output ${number}: a tree of ${leaves} leaves, depth ${depth}, from ${rows} rows`;
}

/** Adds a new tree to the margins of all channels; the rows that it was grown on are known by their leaves. */
function addToMargins({ watched, outputs }: Boosting, { tree, output, grown, unseen }: NewTree): void {
	const [train, ...others] = watched;
	for (const { id, from, to } of grown.leaves) {
		const value = tree.threshold[id]!;
		for (let i = from; i < to; i++) train!.margins[grown.order[i]! * outputs + output]! += value;
	}
	addLeafValues(tree, train!.data, unseen, train!.margins, outputs, output);
	for (const { data, margins } of others) {
		addLeafValues(tree, data, null, margins, outputs, output);
	}
}
