import { mostLikely } from '#ml/metrics/most-likely.ts';
import type { Compared } from './eval-metric.ts';

/** Counts of one class, or of all together. */
interface Counts {
	readonly right: number;
	readonly predicted: number;
	readonly actual: number;
}

const ratio = (above: number, below: number): number => (below === 0 ? 0 : above / below);
const mean = (values: readonly number[]): number =>
	ratio(
		values.reduce((sum, each) => sum + each, 0),
		values.length
	);

const precisionOf = ({ right, predicted }: Counts): number => ratio(right, predicted);
const recallOf = ({ right, actual }: Counts): number => ratio(right, actual);
const f1Of = ({ right, predicted, actual }: Counts): number => ratio(2 * right, predicted + actual);

/**
 * The metrics that SageMaker's container takes from scikit-learn: of predicted classes, rows unweighted. Macro is the mean
 * over the classes that occur; what has no rows to divide by counts as 0.
 */
export const LABEL_METRICS: Readonly<Record<string, (compared: Compared) => number>> = {
	accuracy: (compared) => recallOf(total(countsOf(compared))),
	balanced_accuracy: (compared) =>
		mean([...countsOf(compared).values()].filter(({ actual }) => actual > 0).map(recallOf)),
	f1: (compared) => mean([...countsOf(compared).values()].map(f1Of)),
	f1_macro: (compared) => mean([...countsOf(compared).values()].map(f1Of)),
	f1_binary: (compared) => f1Of(positive(compared)),
	precision: (compared) => precisionOf(positive(compared)),
	precision_macro: (compared) => mean([...countsOf(compared).values()].map(precisionOf)),
	precision_micro: (compared) => precisionOf(total(countsOf(compared))),
	recall: (compared) => recallOf(positive(compared)),
	recall_macro: (compared) => mean([...countsOf(compared).values()].map(recallOf)),
	recall_micro: (compared) => recallOf(total(countsOf(compared)))
};

function countsOf({ labels, scores }: Compared): Map<number, Counts> {
	const width = scores.length / labels.length;
	const counts = new Map<number, Counts>();
	const add = (label: number, right: number, predicted: number, actual: number): void => {
		const old = counts.get(label) ?? { right: 0, predicted: 0, actual: 0 };
		counts.set(label, {
			right: old.right + right,
			predicted: old.predicted + predicted,
			actual: old.actual + actual
		});
	};
	labels.forEach((label, row) => {
		const predicted = width === 1 ? Number(scores[row]! > 0.5) : mostLikely(scores, row * width, width);
		add(predicted, Number(predicted === label), 1, 0);
		add(label, 0, 0, 1);
	});
	return counts;
}

function total(counts: ReadonlyMap<number, Counts>): Counts {
	const all = [...counts.values()];
	const sum = (key: keyof Counts): number => all.reduce((so, each) => so + each[key], 0);
	return { right: sum('right'), predicted: sum('predicted'), actual: sum('actual') };
}

function positive(compared: Compared): Counts {
	return countsOf(compared).get(1) ?? { right: 0, predicted: 0, actual: 0 };
}
