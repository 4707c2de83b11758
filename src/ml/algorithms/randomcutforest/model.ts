import type { Model, ModelFiles, Predictions } from '#ml/algorithm.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { checkFeatures } from '#ml/first-generation/check-features.ts';
import { paddedWidth, RandomCut } from '#ml/wasm/random-cut.ts';
import { writeForest } from './forest-file.ts';
import { placedBytes, placeTree, type PlacedTree } from './place-tree.ts';
import { scaleOf } from './score.ts';
import { sampleSizeOf, type CutTree } from './tree.ts';

/** Name of the file inside model.tar.gz. */
export const MODEL_FILE = 'model_algo-1';

/** Rows that are scored at once. */
const ROWS = 8192;

/** Up to so many bytes all trees stay ready to score; beyond, each is made ready for each batch anew. */
const MOST_PLACED = 2 ** 28;

/** Random cut trees over samples of the same data. */
export class ForestModel implements Model {
	readonly features: number;
	readonly trees: readonly CutTree[];
	#kernel: RandomCut | null = null;
	#placed: readonly PlacedTree[] | null = null;

	constructor(features: number, trees: readonly CutTree[]) {
		this.features = features;
		this.trees = trees;
	}

	/** The anomaly score of each row: about 1 for a usual one, the more the stranger. */
	predict(data: Dataset): Predictions {
		const rows = checkFeatures('request', data, this.features, 'Random Cut Forest');
		const values = new Float32Array(rows.rows);
		for (let from = 0; from < rows.rows; from += ROWS) {
			values.set(this.#scoresOf(rows, from, Math.min(rows.rows, from + ROWS)), from);
		}
		return { rows: rows.rows, fields: [{ name: 'score', width: 1, values }] };
	}

	/** One file, in this project's own layout: see forest-file.ts. */
	toFiles(): ModelFiles {
		return { [MODEL_FILE]: writeForest(this.features, this.trees) };
	}

	#scoresOf(data: Dataset, from: number, to: number): Float64Array {
		const kernel = (this.#kernel ??= new RandomCut());
		const placed = (this.#placed ??= this.#placeAll(kernel));
		const width = paddedWidth(this.features);
		const mark = kernel.allocate(0);
		const points = kernel.allocate((to - from) * width * 4);
		const sums = kernel.allocate((to - from) * 8);
		fill(kernel.f32(points, (to - from) * width), width, data, from, to);
		for (const [i, tree] of this.trees.entries()) {
			const scratch = kernel.allocate(0);
			const { nodes, nodeCount, boxes, apart, same, parents, leaves } =
				placed[i] ?? placeTree(kernel, tree, this.features);
			const count = to - from;
			kernel.functions.addScores(
				points,
				count,
				width,
				nodes,
				nodeCount,
				boxes,
				apart,
				same,
				parents,
				leaves,
				sums
			);
			kernel.release(scratch);
		}
		const scale = scaleOf(sampleSizeOf(this.trees[0]!)) / this.trees.length;
		const scores = kernel.f64(sums, to - from).map((sum) => sum * scale);
		kernel.release(mark);
		return scores;
	}

	#placeAll(kernel: RandomCut): PlacedTree[] {
		const bytes = this.trees.reduce((sum, tree) => sum + placedBytes(tree, this.features), 0);
		return bytes > MOST_PLACED ? [] : this.trees.map((tree) => placeTree(kernel, tree, this.features));
	}
}

/** Copies rows, dense or sparse, to points of `width` numbers, which are 0 before. */
function fill(
	points: Float32Array,
	width: number,
	{ x, columns, sparse }: Dataset,
	from: number,
	to: number
): void {
	for (let row = from; row < to; row++) {
		const at = (row - from) * width;
		if (!sparse) {
			points.set(x.subarray(row * columns, (row + 1) * columns), at);
			continue;
		}
		for (let i = sparse.starts[row]!; i < sparse.starts[row + 1]!; i++) {
			points[at + sparse.places[i]!] = sparse.values[i]!;
		}
	}
}
