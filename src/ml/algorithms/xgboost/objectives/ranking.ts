import { labelRule } from './labels.ts';
import type { Loss } from './loss.ts';
import { PairDraws } from './pair-draws.ts';
import { identity, pointwise } from './pointwise.ts';
import { PAIR_WEIGHTS } from './rank-weights.ts';

const LEAST_HESSIAN = 1e-16;
/** 2^label must be a whole number that a 32-bit integer holds. */
const check = labelRule(
	'label must be a whole number in [0, 31] for ranking',
	(y) => y >= 0 && y <= 31,
	'A label is a grade of relevance, 0 for none.'
);

/** A row of a group, by falling margin. */
export interface Ranked {
	readonly row: number;
	readonly margin: number;
	readonly label: number;
}

/**
 * LambdaMART: in each group every row is paired with one drawn row of another label; the pair costs
 * log(1 + e^−(better − worse)), times what swapping the two would change in NDCG or mean average precision.
 * Weights count per group: that of a group's first row is taken.
 * @see C. Burges, «From RankNet to LambdaRank to LambdaMART: an overview», MSR-TR-2010-82
 */
export function ranking(name: 'rank:pairwise' | 'rank:ndcg' | 'rank:map'): Loss {
	const none = { gradient: () => 0, hessian: () => 0 };
	return {
		...pointwise(name, name === 'rank:ndcg' ? 'ndcg' : 'map', check, identity, none),
		defaultMetric: 'map',
		fields: { lambda_rank_param: { fix_list_weight: '0', num_pairsample: '1' } },
		derive(margins, labels, weights, pairs, { round, groups }) {
			pairs.fill(0);
			const starts = groups ?? Int32Array.of(0, labels.length);
			const draws = new PairDraws(round);
			const mean = meanWeight(starts, weights);
			for (let group = 0; group + 1 < starts.length; group++) {
				const weight = weights ? weights[starts[group]!]! / mean : 1;
				deriveGroup(
					name,
					rankedRows(margins, labels, starts[group]!, starts[group + 1]!),
					weight,
					draws,
					pairs
				);
			}
		}
	};
}

function meanWeight(starts: Int32Array, weights: Float32Array | null): number {
	if (!weights) return 1;
	let sum = 0;
	for (let group = 0; group + 1 < starts.length; group++) sum += weights[starts[group]!] ?? 0;
	return sum / (starts.length - 1);
}

function rankedRows(margins: Float32Array, labels: Float32Array, from: number, to: number): Ranked[] {
	return Array.from({ length: to - from }, (_, i) => ({
		row: from + i,
		margin: margins[from + i]!,
		label: labels[from + i]!
	})).sort((a, b) => b.margin - a.margin);
}

function deriveGroup(
	name: string,
	list: readonly Ranked[],
	weight: number,
	draws: PairDraws,
	pairs: Float32Array
): void {
	const pairWeight = PAIR_WEIGHTS[name]!(list);
	const byLabel = Array.from(list.keys()).sort((a, b) => list[b]!.label - list[a]!.label);
	for (let from = 0; from < byLabel.length;) {
		const label = list[byLabel[from]!]!.label;
		let to = from;
		while (to < byLabel.length && list[byLabel[to]!]!.label === label) to++;
		const others = byLabel.length - (to - from);
		for (let i = from; i < to && others > 0; i++) {
			const drawn = draws.below(others);
			const [better, worse] =
				drawn < from ? [byLabel[drawn]!, byLabel[i]!] : [byLabel[i]!, byLabel[drawn + to - from]!];
			addPair(list, better, worse, weight * pairWeight(better, worse), pairs);
		}
		from = to;
	}
}

function addPair(
	list: readonly Ranked[],
	better: number,
	worse: number,
	weight: number,
	pairs: Float32Array
): void {
	const [high, low] = [list[better]!, list[worse]!];
	const p = 1 / (1 + Math.exp(low.margin - high.margin));
	const gradient = (p - 1) * weight;
	const hessian = 2 * Math.max(p * (1 - p), LEAST_HESSIAN) * weight;
	pairs[2 * high.row]! += gradient;
	pairs[2 * high.row + 1]! += hessian;
	pairs[2 * low.row]! -= gradient;
	pairs[2 * low.row + 1]! += hessian;
}
