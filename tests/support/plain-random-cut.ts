import type { Rng } from '#base/rng.ts';

/**
 * Random cut trees as the paper defines them, in the plainest way: lists of points, recursion, double precision. Nothing is
 * shared with the algorithm but the three functions of depth, written down once more.
 * @see S. Guha, N. Mishra, G. Roy, O. Schrijvers, ICML 2016
 */
export type Point = readonly number[];

type Sides = readonly (readonly [low: number, high: number])[];

function boxOf(points: readonly Point[]): Sides {
	return points[0]!.map((_, c) => {
		const values = points.map((point) => point[c]!);
		return [Math.min(...values), Math.max(...values)] as const;
	});
}

const totalOf = (box: Sides): number => box.reduce((sum, [low, high]) => sum + high - low, 0);

/** How deep `point` lies in a tree drawn over the points and itself (definition 1); it must differ from all of them. */
export function depthInNewTree(points: readonly Point[], point: Point, rng: Rng): number {
	let among: readonly Point[] = [...points, point];
	for (let depth = 0; ; depth++) {
		if (among.length === 1) return depth;
		const box = boxOf(among);
		let rest = rng.next() * totalOf(box);
		const column = box.findIndex(([low, high]) => (rest -= high - low) < 0);
		const [low, high] = box[column]!;
		const cut = low + rng.next() * (high - low);
		const isLeft = point[column]! <= cut;
		among = among.filter((each) => each[column]! <= cut === isLeft);
	}
}

/** A tree with its cuts given. */
export type PlainTree =
	| { readonly points: readonly Point[] }
	| {
			readonly points: readonly Point[];
			readonly column: number;
			readonly cut: number;
			readonly left: PlainTree;
			readonly right: PlainTree;
	  };

/** The expected score when the point is put into the tree as the paper's algorithm 2 does it. */
export function expectedScore(
	tree: PlainTree,
	point: Point,
	depth = 0,
	sampleSize = tree.points.length
): number {
	const apart = 1 / (depth + 1);
	const inside = totalOf(boxOf(tree.points));
	const around = totalOf(boxOf([...tree.points, point]));
	if (!('cut' in tree)) {
		const mass = tree.points.length;
		if (around > 0) return apart;
		return (1 - mass / (2 * sampleSize)) / (depth + Math.log2(mass + 1));
	}
	const chance = 1 - inside / around;
	const next = point[tree.column]! <= tree.cut ? tree.left : tree.right;
	return chance * apart + (1 - chance) * expectedScore(next, point, depth + 1, sampleSize);
}
