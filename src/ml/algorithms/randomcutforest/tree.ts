/**
 * A random cut tree: points that are different from each other at its leaves, and a cut at each other node. Node 0 is the
 * root; children below 0 are leaves, −1 − leaf.
 */
export interface CutTree {
	/** Of each node the column that is cut, and where: up to there a point goes left. */
	readonly columns: Uint32Array;
	readonly cuts: Float32Array;
	readonly left: Int32Array;
	readonly right: Int32Array;
	/** Of each leaf its point, row-major, and how often it is in the sample. */
	readonly points: Float32Array;
	readonly masses: Uint32Array;
}

/** How many points the tree was made of. */
export function sampleSizeOf({ masses }: CutTree): number {
	return masses.reduce((sum, mass) => sum + mass, 0);
}
