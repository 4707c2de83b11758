/**
 * The least mean over seeds that is no worse than theirs within the noise: their mean less two standard errors of the
 * difference of both means. For measures of which more is better; at least two of each.
 */
export function leastWithinNoise(theirs: readonly number[], ours: readonly number[]): number {
	const error = Math.sqrt(varianceOf(theirs) / theirs.length + varianceOf(ours) / ours.length);
	return meanOf(theirs) - 2 * error;
}

export function meanOf(values: readonly number[]): number {
	return values.reduce((sum, each) => sum + each, 0) / values.length;
}

function varianceOf(values: readonly number[]): number {
	const mean = meanOf(values);
	return values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (values.length - 1);
}
