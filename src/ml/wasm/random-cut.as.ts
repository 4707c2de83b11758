/**
 * Scores of points by one random cut tree: down by the cuts to a leaf, then up again for as long as the point lies outside
 * of the box of a node. Where it does, a cut through the box enlarged by the point parts the two with a probability of its
 * own; the score is the expected value over these cuts.
 *
 * Points and boxes have `width` numbers, a multiple of four; what is filled up is 0 everywhere. A node is 24 bytes: where its
 * cut lies in a point (bytes), the cut, left, right, parent (nodes from 0; leaves as −1 − leaf; the root's parent is −1), the
 * sum of its box's sides. Its score is that of a point which is parted from it.
 */

const NODE: usize = 24;

/**
 * Adds the tree's score to each point's sum.
 * @param nodes no node at all where the tree is one leaf
 * @param boxes for each node its low corner, then its high one
 * @param apart 32-bit floats: scores of points that are parted from the nodes, then from the leaves
 * @param same 32-bit floats: scores of points that are those of the leaves
 * @param parents 32 bits: of the leaves
 * @param leaves their points
 * @param sums 64-bit floats, one a point
 */
export function addScores(
	points: usize,
	count: usize,
	width: usize,
	nodes: usize,
	nodeCount: usize,
	boxes: usize,
	apart: usize,
	same: usize,
	parents: usize,
	leaves: usize,
	sums: usize
): void {
	const step = width << 2;
	for (let i: usize = 0; i < count; i++, points += step, sums += 8) {
		let node: i32 = nodeCount > 0 ? 0 : -1;
		while (node >= 0) {
			const at = nodes + <usize>node * NODE;
			const isRight = load<f32>(points + <usize>load<u32>(at)) > load<f32>(at, 4);
			node = isRight ? load<i32>(at, 12) : load<i32>(at, 8);
		}
		const leaf = <usize>(-1 - node);
		let score = <f64>load<f32>(apart + ((nodeCount + leaf) << 2));
		if (isSame(points, leaves + leaf * step, step)) score = <f64>load<f32>(same + (leaf << 2));
		node = load<i32>(parents + (leaf << 2));
		while (node >= 0) {
			const outside = distanceToBox(points, boxes + <usize>node * (step << 1), step);
			if (outside == 0) break;
			const at = nodes + <usize>node * NODE;
			const chance = <f64>outside / (<f64>outside + <f64>load<f32>(at, 20));
			score += chance * (<f64>load<f32>(apart + (<usize>node << 2)) - score);
			node = load<i32>(at, 16);
		}
		store<f64>(sums, load<f64>(sums) + score);
	}
}

function isSame(a: usize, b: usize, bytes: usize): bool {
	for (let at: usize = 0; at < bytes; at += 16) {
		if (v128.any_true(f32x4.ne(v128.load(a + at), v128.load(b + at)))) return false;
	}
	return true;
}

/** The sum over the sides of how far the point is outside. */
@inline
function distanceToBox(point: usize, box: usize, step: usize): f32 {
	const zero = f32x4.splat(0);
	let sum = zero;
	for (let at: usize = 0; at < step; at += 16) {
		const x = v128.load(point + at);
		const below = f32x4.sub(v128.load(box + at), x);
		const above = f32x4.sub(x, v128.load(box + at + step));
		sum = f32x4.add(sum, f32x4.pmax(zero, f32x4.pmax(below, above)));
	}
	return (
		f32x4.extract_lane(sum, 0) +
		f32x4.extract_lane(sum, 1) +
		(f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
	);
}
