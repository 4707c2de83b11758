import type { Regularisation } from './leaf-weight.ts';
import type { Candidate, Parted, Parting, TreeStart } from './shard.ts';
import type { Shards } from './shards.ts';
import type { SparseBins } from './sparse-bins.ts';
import { findSplitIn, type Split } from './split.ts';

/** Memory that histograms of waiting nodes may take together. */
const BUDGET_BYTES = 2 ** 28;

/**
 * All columns of sparse rows. It finds the very splits that {@link Shard} finds in the same rows as a dense table, by
 * walking present cells only: what they leave of a node's sums is what its missing cells have, to the bit, since sums are
 * exact. Time and memory go with the cells, and the scan with the bins.
 */
export class SparseShard implements Shards {
	readonly #table: SparseBins;
	readonly #rule: Regularisation;
	readonly #mostKept: number;
	/** Sums of nodes that may still be parted, by their number. */
	readonly #histograms = new Map<number, Float64Array>();
	readonly #free: Float64Array[] = [];
	readonly #scratch: Int32Array;
	#pairs: Float32Array = new Float32Array(0);
	#order: Int32Array = new Int32Array(0);
	#tried: Int32Array;

	constructor(table: SparseBins, rule: Regularisation) {
		this.#table = table;
		this.#rule = rule;
		this.#scratch = new Int32Array(table.rows);
		this.#tried = table.filled;
		this.#mostKept = Math.max(4, Math.floor(BUDGET_BYTES / (16 * Math.max(1, this.#binCount))));
	}

	begin({ pairs, rows, columns, root }: TreeStart): Promise<Split | null> {
		for (const id of [...this.#histograms.keys()]) this.#drop(id);
		this.#pairs = pairs;
		this.#order = rows ? rows.slice() : Int32Array.from({ length: this.#table.rows }, (_, row) => row);
		this.#tried = columns ? this.#filledOf(columns) : this.#table.filled;
		return Promise.resolve(root && this.#examine(root, 0, this.#order.length, null));
	}

	step(partings: readonly Parting[], done: readonly number[]): Promise<Parted[]> {
		for (const id of done) this.#drop(id);
		return Promise.resolve(partings.map((parting) => this.#part(parting)));
	}

	order(): Int32Array {
		return this.#order.slice();
	}

	get #binCount(): number {
		return this.#table.starts[this.#table.columns]!;
	}

	#part({ id, from, to, split, children }: Parting): Parted {
		const middle = this.#partition(split, from, to);
		const parent = this.#histograms.get(id) ?? null;
		this.#histograms.delete(id);
		if (!children) {
			if (parent) this.#free.push(parent);
			return { middle, splits: [null, null] };
		}
		const [left, right] = children;
		// The smaller child's sums are built, the other's are what the parent's have left.
		const isLeftSmall = middle - from <= to - middle;
		const small = isLeftSmall ? left : right;
		const smaller = isLeftSmall ? this.#fill(small, from, middle) : this.#fill(small, middle, to);
		if (parent) for (let i = 0; i < parent.length; i++) parent[i]! -= smaller[i]!;
		const leftSplit = this.#examine(left, from, middle, isLeftSmall ? smaller : parent);
		const rightSplit = this.#examine(right, middle, to, isLeftSmall ? parent : smaller);
		return { middle, splits: [leftSplit, rightSplit] };
	}

	/** Parts a node's rows, each side in the order that it had; returns where those of the right child begin. */
	#partition({ feature, lastLeftBin, defaultLeft }: Parting['split'], from: number, to: number): number {
		let middle = from;
		let rights = 0;
		for (let i = from; i < to; i++) {
			const row = this.#order[i]!;
			const bin = this.#binAt(row, feature);
			if (bin < 0 ? defaultLeft : bin <= lastLeftBin) this.#order[middle++] = row;
			else this.#scratch[rights++] = row;
		}
		this.#order.set(this.#scratch.subarray(0, rights), middle);
		return middle;
	}

	/** −1 where the row has no value in the column. */
	#binAt(row: number, column: number): number {
		const { rowStarts, places, bins } = this.#table;
		let low = rowStarts[row]!;
		let high = rowStarts[row + 1]! - 1;
		while (low <= high) {
			const middle = (low + high) >> 1;
			const place = places[middle]!;
			if (place === column) return bins[middle]!;
			if (place < column) low = middle + 1;
			else high = middle - 1;
		}
		return -1;
	}

	#fill({ gradient, hessian }: Candidate, from: number, to: number): Float64Array {
		const { rowStarts, bins, starts, hasMissing, filled } = this.#table;
		const sums = this.#free.pop()?.fill(0) ?? new Float64Array(2 * this.#binCount);
		for (let i = from; i < to; i++) {
			const row = this.#order[i]!;
			const g = this.#pairs[2 * row]!;
			const h = this.#pairs[2 * row + 1]!;
			for (let cell = rowStarts[row]!; cell < rowStarts[row + 1]!; cell++) {
				sums[2 * bins[cell]!]! += g;
				sums[2 * bins[cell]! + 1]! += h;
			}
		}
		for (let j = 0; j < filled.length; j++) {
			const column = filled[j]!;
			if (hasMissing[column] === 0) continue;
			const missing = starts[column + 1]! - 1;
			let restGradient = gradient;
			let restHessian = hessian;
			for (let bin = starts[column]!; bin < missing; bin++) {
				restGradient -= sums[2 * bin]!;
				restHessian -= sums[2 * bin + 1]!;
			}
			sums[2 * missing] = restGradient;
			sums[2 * missing + 1] = restHessian;
		}
		return sums;
	}

	#examine(candidate: Candidate, from: number, to: number, given: Float64Array | null): Split | null {
		const histogram = given ?? this.#fill(candidate, from, to);
		const tried = candidate.columns ? this.#filledOf(candidate.columns) : this.#tried;
		const found = findSplitIn(this.#table, histogram, tried, candidate, this.#rule);
		if (found && this.#histograms.size < this.#mostKept) this.#histograms.set(candidate.id, histogram);
		else this.#free.push(histogram);
		return found;
	}

	/** Of some columns those that have any values: the others part nothing. */
	#filledOf(columns: Int32Array): Int32Array {
		const { filled } = this.#table;
		let at = 0;
		return columns.filter((column) => {
			while (at < filled.length && filled[at]! < column) at++;
			return filled[at] === column;
		});
	}

	#drop(id: number): void {
		const histogram = this.#histograms.get(id);
		if (histogram) this.#free.push(histogram);
		this.#histograms.delete(id);
	}
}
