import { BinSums, type Sums } from '#ml/wasm/bin-sums.ts';
import { columnsOf, type BinnedTable } from './binning.ts';
import { HistogramPool } from './histogram-pool.ts';
import type { Regularisation } from './leaf-weight.ts';
import { findSplit, type Split, type SplitNode } from './split.ts';

/** A node whose best split is wanted. */
export interface Candidate extends SplitNode {
	readonly id: number;
	/** Columns to try, rising; null for those of the tree. */
	readonly columns: Int32Array | null;
}

/** A node to be parted, and its children, where their splits are wanted. */
export interface Parting {
	readonly id: number;
	/** Its rows, as a part of the tree's order. */
	readonly from: number;
	readonly to: number;
	readonly split: Pick<Split, 'feature' | 'lastLeftBin' | 'defaultLeft'>;
	readonly children: readonly [left: Candidate, right: Candidate] | null;
}

/** What came of a {@link Parting}. */
export interface Parted {
	/** Where the rows of the right child begin. */
	readonly middle: number;
	/** The best splits of the children; null where there is none. */
	readonly splits: readonly [left: Split | null, right: Split | null];
}

/** What a tree is grown on. */
export interface TreeStart {
	/** Gradient and hessian of every row of the table, interleaved. */
	readonly pairs: Float32Array;
	/** Rows to learn from; null for all. */
	readonly rows: Int32Array | null;
	/** Columns that the tree may split on, rising; null for all. */
	readonly columns: Int32Array | null;
	/** The node that holds all rows; null where there are none. */
	readonly root: Candidate | null;
}

/**
 * Some columns of a table: sums up gradients in their bins and finds their best splits. Whoever grows a tree tells each
 * shard the same, and takes the best of what they find; sums are exact, so it does not matter how many there are.
 */
export class Shard {
	readonly #whole: BinnedTable;
	readonly #table: BinnedTable;
	/** Columns of the whole table that are its own. */
	readonly #own: Int32Array;
	readonly #place: ReadonlyMap<number, number>;
	readonly #rule: Regularisation;
	readonly #sums: BinSums;
	readonly #pool: HistogramPool;
	/** Sums of nodes that may still be parted, by their number. */
	readonly #histograms = new Map<number, Sums>();
	#columns: Int32Array | null = null;
	#tried: Int32Array = new Int32Array(0);

	/** @param own its columns, rising; all where none are given */
	constructor(whole: BinnedTable, rule: Regularisation, own = everyColumn(whole.columns)) {
		this.#whole = whole;
		this.#own = own;
		this.#place = new Map(Array.from(own, (column, i) => [column, i]));
		this.#table = own.length === whole.columns ? whole : columnsOf(whole, own);
		this.#rule = rule.monotone
			? { ...rule, monotone: Int8Array.from(own, (f) => rule.monotone![f] ?? 0) }
			: rule;
		this.#sums = new BinSums(this.#table, whole);
		this.#pool = new HistogramPool(this.#sums, this.#table.starts[own.length]!);
	}

	/** Begins a tree. Returns the best split of its root. */
	begin({ pairs, rows, columns, root }: TreeStart): Split | null {
		for (const id of [...this.#histograms.keys()]) this.#drop(id);
		this.#sums.begin(pairs, rows);
		this.#columns = columns && this.#mine(columns);
		this.#tried = this.#columns ?? everyColumn(this.#own.length);
		return root && this.#examine(root, 0, this.#sums.rows, null);
	}

	/**
	 * Parts nodes and finds the best splits of their children.
	 * @param done nodes that will not be parted
	 */
	step(partings: readonly Parting[], done: readonly number[]): Parted[] {
		for (const id of done) this.#drop(id);
		return partings.map((parting) => this.#part(parting));
	}

	/** The tree's rows, a node's beside each other. A copy. */
	order(): Int32Array {
		return this.#sums.order();
	}

	#part({ id, from, to, split, children }: Parting): Parted {
		const middle = this.#sums.partition(split.feature, split.lastLeftBin, split.defaultLeft, from, to);
		const parent = this.#histograms.get(id) ?? null;
		this.#histograms.delete(id);
		if (!children) {
			this.#pool.giveBack(parent);
			return { middle, splits: [null, null] };
		}
		// The smaller child's sums are built, the other's are what the parent's have left.
		const isLeftSmall = middle - from <= to - middle;
		const [left, right] = children;
		const examine = (candidate: Candidate, given: Sums | null): Split | null =>
			candidate === left ? this.#examine(left, from, middle, given) : this.#examine(right, middle, to, given);
		const [small, large] = isLeftSmall ? [left, right] : [right, left];
		const smaller = this.#fill(isLeftSmall ? from : middle, isLeftSmall ? middle : to);
		if (parent !== null) this.#sums.subtract(parent, smaller);
		const first = examine(small, smaller);
		const second = examine(large, parent);
		return { middle, splits: isLeftSmall ? [first, second] : [second, first] };
	}

	#fill(from: number, to: number): Sums {
		const histogram = this.#pool.take();
		this.#sums.fill(histogram, from, to, this.#columns);
		return histogram;
	}

	#examine(candidate: Candidate, from: number, to: number, given: Sums | null): Split | null {
		const histogram = given ?? this.#fill(from, to);
		const tried = candidate.columns ? this.#mine(candidate.columns) : this.#tried;
		const found = findSplit(this.#table, this.#sums, histogram, tried, candidate, this.#rule);
		if (found && !this.#pool.isFull) this.#histograms.set(candidate.id, histogram);
		else this.#pool.giveBack(histogram);
		return found && this.#inWhole(found);
	}

	/** Of some columns of the whole table those that are its own, as it numbers them. */
	#mine(columns: Int32Array): Int32Array {
		if (this.#own.length === this.#whole.columns) return columns;
		return Int32Array.from(
			[...columns].flatMap((column) => {
				const place = this.#place.get(column);
				return place === undefined ? [] : [place];
			})
		);
	}

	/** The split with column and bin as the whole table numbers them. */
	#inWhole(split: Split): Split {
		const feature = this.#own[split.feature]!;
		const lastLeftBin = split.lastLeftBin - this.#table.starts[split.feature]! + this.#whole.starts[feature]!;
		return { ...split, feature, lastLeftBin };
	}

	#drop(id: number): void {
		this.#pool.giveBack(this.#histograms.get(id) ?? null);
		this.#histograms.delete(id);
	}
}

function everyColumn(columns: number): Int32Array {
	return Int32Array.from({ length: columns }, (_, column) => column);
}
