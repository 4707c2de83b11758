/**
 * Whether a trial under way should be given up: its latest loss is worse than the median of what the trials before had
 * on average up to the same step. Trials that never came so far do not count.
 * @param losses of the trial under way, one per step, lower is better; not empty
 * @param earlier losses of the trials that have ended, one per step
 * @param atLeast how many trials must have come so far; below that nothing is given up
 * @see Golovin et al., Google Vizier, KDD 2017, section 3.2.2, and SageMaker's TrainingJobEarlyStoppingType `Auto`
 */
export function isHopeless(
	losses: readonly number[],
	earlier: readonly (readonly number[])[],
	atLeast: number
): boolean {
	const steps = losses.length;
	const averages = earlier
		.filter((each) => each.length >= steps)
		.map((each) => each.slice(0, steps).reduce((a, b) => a + b, 0) / steps)
		.sort((a, b) => a - b);
	if (averages.length < Math.max(1, atLeast)) return false;
	const middle = averages.length >> 1;
	const median =
		averages.length % 2 === 1 ? averages[middle]! : (averages[middle - 1]! + averages[middle]!) / 2;
	return losses[steps - 1]! > median;
}
