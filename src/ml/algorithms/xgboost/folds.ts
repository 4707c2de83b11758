import type { Rng } from '#base/rng.ts';
import { UserError } from '#base/errors.ts';

/**
 * Deals rows out to k parts at random: the part of each row. Parts differ by a row at most. With classes each part has as
 * many rows of each class as the others, again to within one.
 * @param classes of each row; null where parts need not look alike
 * @throws UserError `BadFolds` for more parts than rows, or than rows of any class
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.model_selection.RepeatedStratifiedKFold.html
 */
export function dealFolds(rows: number, k: number, classes: Float32Array | null, rng: Rng): Int32Array {
	if (k > rows) {
		throw badFolds(
			`Cannot have number of splits n_splits=${k} greater than the number of samples: n_samples=${rows}.`
		);
	}
	if (classes === null) return rng.shuffle(Int32Array.from({ length: rows }, (_, row) => row % k));
	const members = new Map<number, number[]>();
	for (const [row, label] of classes.entries()) {
		const own = members.get(label);
		if (own) own.push(row);
		else members.set(label, [row]);
	}
	const sorted = [...members.entries()].sort(([a], [b]) => a - b).map(([, own]) => own);
	if (sorted.every((own) => own.length < k)) {
		throw badFolds(`n_splits=${k} cannot be greater than the number of members in each class.`);
	}
	const parts = new Int32Array(rows);
	let dealt = 0;
	for (const own of sorted) {
		const start = dealt;
		const hands = rng.shuffle(Int32Array.from(own, (_, i) => (start + i) % k));
		own.forEach((row, i) => (parts[row] = hands[i]!));
		dealt += own.length;
	}
	return parts;
}

function badFolds(reason: string): UserError {
	return new UserError('BadFolds', `XGB train call failed with exception:\n ${reason}`, {
		hint: 'Lower _kfold, or give more rows.'
	});
}
