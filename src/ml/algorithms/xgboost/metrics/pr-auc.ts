import type { Compared } from './eval-metric.ts';

/**
 * Area under precision over recall, between its points as J. Davis and M. Goadrich («The relationship between
 * precision-recall and ROC curves», ICML 2006) have it: there, false positives grow linearly with true ones. With groups
 * the mean over those that have both labels, with several classes the mean over classes weighted by their rows.
 */
export function prAuc(compared: Compared): number {
	const { labels, scores, weights, groups } = compared;
	const classes = scores.length / labels.length;
	if (classes > 1) return overClasses(compared, classes);
	if (groups === null) return area(labels, scores, weights);
	const areas: number[] = [];
	for (let group = 0; group + 1 < groups.length; group++) {
		const range = [groups[group]!, groups[group + 1]!] as const;
		const value = area(labels.subarray(...range), scores.subarray(...range), null);
		if (!Number.isNaN(value)) areas.push(value);
	}
	return areas.reduce((sum, value) => sum + value, 0) / areas.length;
}

function overClasses({ labels, scores, weights }: Compared, classes: number): number {
	let [sum, mass] = [0, 0];
	for (let k = 0; k < classes; k++) {
		const own = labels.map((label) => Number(label === k));
		const value = area(
			own,
			Float32Array.from(labels, (_, row) => scores[row * classes + k]!),
			weights
		);
		const rows = own.reduce((all, label, row) => all + label * (weights ? weights[row]! : 1), 0);
		if (Number.isNaN(value)) continue;
		sum += value * rows;
		mass += rows;
	}
	return sum / mass;
}

function area(labels: Float32Array, scores: Float32Array, weights: Float32Array | null): number {
	const weightOf = (row: number): number => (weights ? weights[row]! : 1);
	const order = Uint32Array.from(labels.keys()).sort((a, b) => scores[b]! - scores[a]!);
	const positives = labels.reduce((sum, label, row) => sum + label * weightOf(row), 0);
	const all = labels.reduce((sum, _, row) => sum + weightOf(row), 0);
	if (positives <= 0 || positives >= all) return NaN;
	let [sum, right, wrong] = [0, 0, 0];
	for (let from = 0; from < order.length;) {
		const score = scores[order[from]!]!;
		let [moreRight, moreWrong] = [0, 0];
		for (; from < order.length && scores[order[from]!] === score; from++) {
			const row = order[from]!;
			moreRight += labels[row]! * weightOf(row);
			moreWrong += (1 - labels[row]!) * weightOf(row);
		}
		sum += between(right, wrong, right + moreRight, wrong + moreWrong, positives);
		right += moreRight;
		wrong += moreWrong;
	}
	return sum;
}

/** Area between two points of the curve, of true and false positives. */
function between(
	fromRight: number,
	fromWrong: number,
	right: number,
	wrong: number,
	positives: number
): number {
	if (right === fromRight) return 0;
	const perRight = (wrong - fromWrong) / (right - fromRight);
	const a = 1 + perRight;
	const b = (fromWrong - perRight * fromRight) / positives;
	const [low, high] = [fromRight / positives, right / positives];
	if (b === 0) return (high - low) / a;
	return (high - low - (b / a) * (Math.log(a * high + b) - Math.log(a * low + b))) / a;
}
