import { UserError } from '#base/errors.ts';

/** Throws UserError `BadLabel` where a label is missing. */
export function checkFinite(labels: Float32Array): void {
	const row = labels.findIndex((label) => !Number.isFinite(label));
	if (row < 0) return;
	throw new UserError('BadLabel', `Every row needs a label, but that of row ${row + 1} is ${labels[row]}.`, {
		hint: 'Drop rows without a label. In CSV the label is the first column.'
	});
}

/** A check that every label keeps a rule, which is the beginning of the sentence that a breach is told by. */
export function labelRule(
	rule: string,
	isGood: (label: number) => boolean,
	hint: string
): (labels: Float32Array) => void {
	return (labels) => {
		checkFinite(labels);
		const row = labels.findIndex((label) => !isGood(label));
		if (row < 0) return;
		throw new UserError('BadLabel', `${rule}, but row ${row + 1} has ${labels[row]}.`, { hint });
	};
}

export const checkUnitInterval = labelRule(
	'label must be in [0,1] for logistic regression',
	(label) => label >= 0 && label <= 1,
	'Use 0 and 1 as labels, or an objective for regression. In CSV the label is the first column.'
);
