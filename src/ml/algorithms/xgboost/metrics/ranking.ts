import type { Compared } from './eval-metric.ts';

/** Labels of each group in the order of falling scores. */
function groupsOf({ labels, scores, groups }: Compared): number[][] {
	const starts = groups ?? Int32Array.of(0, labels.length);
	return Array.from({ length: starts.length - 1 }, (_, group) => {
		const rows = Array.from({ length: starts[group + 1]! - starts[group]! }, (_, i) => starts[group]! + i);
		rows.sort((a, b) => scores[b]! - scores[a]!);
		return rows.map((row) => labels[row]!);
	});
}

const meanOf = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / values.length;

const gained = (labels: readonly number[], top: number): number =>
	labels.slice(0, top).reduce((sum, label, i) => sum + (2 ** Math.trunc(label) - 1) / Math.log2(i + 2), 0);

/**
 * Mean over groups of the discounted gain Σ (2^label − 1) / log₂(place + 1) over the best that an order could have; only
 * the first `top` places count. A group without a relevant row counts as 1.
 */
export function ndcg(compared: Compared, top = Infinity): number {
	return meanOf(
		groupsOf(compared).map((labels) => {
			const ideal = gained(
				labels.slice().sort((a, b) => b - a),
				top
			);
			return ideal === 0 ? 1 : gained(labels, top) / ideal;
		})
	);
}

/** Mean average precision over groups; of the first `top` places. A group without a relevant row counts as 1. */
export function meanAveragePrecision(compared: Compared, top = Infinity): number {
	return meanOf(
		groupsOf(compared).map((labels) => {
			let [hits, sum] = [0, 0];
			labels.forEach((label, i) => {
				if (label <= 0) return;
				hits++;
				if (i < top) sum += hits / (i + 1);
			});
			return hits === 0 ? 1 : sum / hits;
		})
	);
}

/**
 * Mean over groups of the share of pairs that the scores order rightly, ties counting half. As in the library, pairs of
 * equal labels count too, as if the earlier row had to be first. Groups of fewer than three rows do not count; NaN where
 * none does. O(Σ n²).
 */
export function groupedAuc({ labels, scores, groups }: Compared): number {
	const starts = groups ?? Int32Array.of(0, labels.length);
	const areas: number[] = [];
	for (let group = 0; group + 1 < starts.length; group++) {
		const from = starts[group]!;
		const rows = Array.from({ length: starts[group + 1]! - from }, (_, i) => from + i);
		if (rows.length < 3) continue;
		rows.sort((a, b) => labels[b]! - labels[a]!);
		let right = 0;
		for (let i = 0; i < rows.length; i++) {
			for (let j = i + 1; j < rows.length; j++) {
				const lead = scores[rows[i]!]! - scores[rows[j]!]!;
				right += lead > 0 ? 1 : lead === 0 ? 0.5 : 0;
			}
		}
		areas.push((2 * right) / (rows.length * (rows.length - 1)));
	}
	return meanOf(areas);
}
