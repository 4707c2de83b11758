/**
 * What a point's place in a tree says, before it is brought to the size of the sample: about the share by which the tree's
 * depth, as a measure of how hard its points are to describe, would grow with the point.
 * @see https://github.com/aws/random-cut-forest-by-aws, CommonUtils.java, for these functions
 */

/** Of a point that is parted from a node at that depth: it would be a leaf one deeper. */
export function scoreApart(depth: number): number {
	return 1 / (depth + 1);
}

/**
 * Of a point that is equal to that leaf's, which is there `mass` times: as deep as if those were parted, too, and less by up
 * to a half the larger their share of the sample is.
 */
export function scoreSame(depth: number, mass: number, sampleSize: number): number {
	return (1 - mass / (2 * sampleSize)) / (depth + Math.log2(mass + 1));
}

/** What the mean over the trees is multiplied by, so that a usual point has about 1 whatever the size of the sample. */
export function scaleOf(sampleSize: number): number {
	return Math.log2(sampleSize + 1);
}
