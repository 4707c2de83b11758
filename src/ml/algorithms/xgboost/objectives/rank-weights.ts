import type { Ranked } from './ranking.ts';

/** Weight of a pair by its two places in the list, the better row first. */
type PairWeight = (better: number, worse: number) => number;

/** What swapping a pair changes, for a list in the order of its margins. */
export const PAIR_WEIGHTS: Readonly<Record<string, (list: readonly Ranked[]) => PairWeight>> = {
	'rank:pairwise': () => () => 1,
	'rank:ndcg': ndcgWeights,
	'rank:map': mapWeights
};

const gainOf = (label: number): number => 2 ** Math.trunc(label) - 1;
const discount = (place: number): number => 1 / Math.log2(place + 2);

/** |Δ NDCG|; 0 for lists without a relevant row. */
function ndcgWeights(list: readonly Ranked[]): PairWeight {
	const best = list.map(({ label }) => label).sort((a, b) => b - a);
	const ideal = best.reduce((sum, label, place) => sum + gainOf(label) * discount(place), 0);
	if (ideal === 0) return () => 0;
	return (a, b) =>
		Math.abs(((gainOf(list[a]!.label) - gainOf(list[b]!.label)) * (discount(a) - discount(b))) / ideal);
}

/** |Δ average precision|, from running sums over the list; 0 for lists without a relevant row. */
function mapWeights(list: readonly Ranked[]): PairWeight {
	const own = new Float64Array(list.length);
	const without = new Float64Array(list.length);
	const withMore = new Float64Array(list.length);
	const hits = new Float64Array(list.length);
	let [hit, a, b, c] = [0, 0, 0, 0];
	list.forEach(({ label }, i) => {
		if (label > 0) {
			hit++;
			a += hit / (i + 1);
			b += (hit - 1) / (i + 1);
			c += (hit + 1) / (i + 1);
		}
		[own[i], without[i], withMore[i], hits[i]] = [a, b, c, hit];
	});
	if (hit === 0) return () => 0;
	return (better, worse) => {
		const [first, last] = better < worse ? [better, worse] : [worse, better];
		const isFirstRelevant = list[first]!.label > 0;
		if (isFirstRelevant === list[last]!.label > 0) return 0;
		const original = own[last]! - (first === 0 ? 0 : own[first - 1]!);
		const changed = isFirstRelevant
			? without[last - 1]! - without[first]! + hits[last]! / (last + 1)
			: withMore[last - 1]! - withMore[first]! + (hits[first]! + 1) / (first + 1);
		return Math.abs((changed - original) / hit);
	};
}
