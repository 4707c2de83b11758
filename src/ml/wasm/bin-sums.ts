import bytes from './bin-sums.as.ts?wasm';
import { Kernel } from './kernel.ts';

/** Functions of bin-sums.as.ts; all arguments are addresses and counts, as said there. */
interface Functions {
	fillAll(
		bins: number,
		bytes: number,
		columns: number,
		pairs: number,
		order: number,
		from: number,
		to: number,
		sums: number,
		binCount: number
	): void;
	fillSome(
		bins: number,
		bytes: number,
		columns: number,
		pairs: number,
		order: number,
		from: number,
		to: number,
		features: number,
		featureCount: number,
		sums: number,
		binCount: number
	): void;
	turn(bins: number, bytes: number, rows: number, columns: number, into: number): void;
	countUp(order: number, rows: number): void;
	subtract(parent: number, child: number, binCount: number): void;
	partition(
		bins: number,
		bytes: number,
		order: number,
		from: number,
		to: number,
		scratch: number,
		lastLeft: number,
		missing: number,
		defaultLeft: boolean
	): number;
	bestSplit(
		sums: number,
		starts: number,
		hasMissing: number,
		features: number,
		featureCount: number,
		gradient: number,
		hessian: number,
		lambda: number,
		least: number,
		parentGain: number,
		result: number
	): number;
}

/** A table of bin numbers, counted through all columns. */
export interface Bins {
	readonly rows: number;
	readonly columns: number;
	/** Row-major. */
	readonly bins: Uint16Array | Uint32Array;
	/** First bin of each column, and behind them the number of bins. */
	readonly starts: Int32Array;
	/** Whether a column's last bin holds its missing values. */
	readonly hasMissing: Uint8Array;
}

/** The split of a node that gains most. */
export interface BinSplit {
	readonly gain: number;
	readonly leftGradient: number;
	readonly leftHessian: number;
	readonly column: number;
	readonly lastLeftBin: number;
	readonly defaultLeft: boolean;
}

/** Address of the sums of one node. */
export type Sums = number & { readonly sums: unique symbol };

const NONE = 2 ** 32 - 1;
const RESULT_BYTES = 40;

/**
 * Sums of gradients and hessians per bin, and the rows of a tree's nodes, in the memory of a kernel. The rows of each node
 * are a range of one list, which begins as the rows of the tree.
 */
export class BinSums {
	readonly #kernel = new Kernel<Functions>(bytes);
	readonly #table: Bins;
	readonly #parted: Bins;
	readonly #bytes: number;
	readonly #bins: number;
	/** The same column after column, for what looks at one column only. */
	readonly #turned: number;
	readonly #starts: number;
	readonly #hasMissing: number;
	readonly #pairs: number;
	readonly #order: number;
	readonly #scratch: number;
	readonly #features: number;
	readonly #result: number;
	readonly #free: Sums[] = [];
	#rows = 0;

	/**
	 * @param table whose bins are summed up
	 * @param parted a table of the same rows by whose columns nodes are parted
	 */
	constructor(table: Bins, parted = table) {
		const { rows, columns, bins, starts, hasMissing } = table;
		const kernel = this.#kernel;
		this.#table = table;
		this.#parted = parted;
		this.#bytes = bins.BYTES_PER_ELEMENT;
		this.#bins = kernel.place(bins);
		this.#turned = this.#turn(parted);
		this.#starts = kernel.place(starts);
		this.#hasMissing = kernel.place(hasMissing);
		this.#pairs = kernel.allocate(8 * rows);
		this.#order = kernel.allocate(4 * rows);
		this.#scratch = kernel.allocate(4 * rows + 4);
		this.#features = kernel.allocate(4 * columns);
		this.#result = kernel.allocate(RESULT_BYTES);
	}

	get #binCount(): number {
		return this.#table.starts[this.#table.columns]!;
	}

	/**
	 * Begins a tree.
	 * @param pairs gradient and hessian of every row, interleaved
	 * @param rows those to learn from; null for all
	 */
	begin(pairs: Float32Array, rows: Int32Array | null): void {
		this.#kernel.f32(this.#pairs, pairs.length).set(pairs);
		this.#rows = rows ? rows.length : this.#table.rows;
		if (rows) this.#kernel.u32(this.#order, rows.length).set(rows);
		else this.#kernel.functions.countUp(this.#order, this.#rows);
	}

	/** How many rows the tree learns from. */
	get rows(): number {
		return this.#rows;
	}

	/** The rows, a node's beside each other. A copy. */
	order(): Int32Array {
		return Int32Array.from(this.#kernel.u32(this.#order, this.#rows));
	}

	/** Room for the sums of a node. Content is whatever was left in it. */
	take(): Sums {
		// The search for splits reads a bin behind the last.
		return this.#free.pop() ?? (this.#kernel.allocate(16 * this.#binCount + 16) as Sums);
	}

	giveBack(sums: Sums): void {
		this.#free.push(sums);
	}

	/** Gradient and hessian of each bin, interleaved; alive until more room is taken. */
	view(sums: Sums): Float64Array {
		return this.#kernel.f64(sums, 2 * this.#binCount);
	}

	/**
	 * Fills sums from the node of the rows from…to.
	 * @param features columns to fill, or null for all; the bins of the others become 0
	 */
	fill(sums: Sums, from: number, to: number, features: Int32Array | null): void {
		const { functions } = this.#kernel;
		const { columns } = this.#table;
		if (features === null) {
			functions.fillAll(
				this.#bins,
				this.#bytes,
				columns,
				this.#pairs,
				this.#order,
				from,
				to,
				sums,
				this.#binCount
			);
			return;
		}
		this.#kernel.u32(this.#features, features.length).set(features);
		functions.fillSome(
			this.#bins,
			this.#bytes,
			columns,
			this.#pairs,
			this.#order,
			from,
			to,
			this.#features,
			features.length,
			sums,
			this.#binCount
		);
	}

	/** Takes one child's sums out of its parent's, in place: what stays is the other child's. */
	subtract(parent: Sums, child: Sums): void {
		this.#kernel.functions.subtract(parent, child, this.#binCount);
	}

	/** Parts a node's rows; returns where those of the right child begin. */
	partition(column: number, lastLeftBin: number, defaultLeft: boolean, from: number, to: number): number {
		const { rows, bins, starts, hasMissing } = this.#parted;
		const size = bins.BYTES_PER_ELEMENT;
		return this.#kernel.functions.partition(
			this.#turned + column * rows * size,
			size,
			this.#order,
			from,
			to,
			this.#scratch,
			lastLeftBin,
			hasMissing[column] ? starts[column + 1]! - 1 : NONE,
			defaultLeft
		);
	}

	/** The best split of a node without L1 penalty, largest step and monotone columns; null where none gains. */
	bestSplit(
		sums: Sums,
		features: Int32Array,
		node: { readonly gradient: number; readonly hessian: number; readonly gain: number },
		lambda: number,
		least: number
	): BinSplit | null {
		const kernel = this.#kernel;
		kernel.u32(this.#features, features.length).set(features);
		const found = kernel.functions.bestSplit(
			sums,
			this.#starts,
			this.#hasMissing,
			this.#features,
			features.length,
			node.gradient,
			node.hessian,
			lambda,
			least,
			node.gain,
			this.#result
		);
		if (!found) return null;
		const [gain, leftGradient, leftHessian] = kernel.f64(this.#result, 3);
		const [column, lastLeftBin, missingLeft] = Int32Array.from(kernel.u32(this.#result + 24, 3));
		return {
			gain: gain!,
			leftGradient: leftGradient!,
			leftHessian: leftHessian!,
			column: column!,
			lastLeftBin: lastLeftBin!,
			defaultLeft: missingLeft === 1
		};
	}

	/** Places a table column after column. */
	#turn({ bins, rows, columns }: Bins): number {
		const kernel = this.#kernel;
		const size = bins.BYTES_PER_ELEMENT;
		const into = kernel.allocate(bins.byteLength);
		// The table itself only passes through, unless it is the one to be summed up, too.
		const from = bins === this.#table.bins ? this.#bins : kernel.place(bins);
		kernel.functions.turn(from, size, rows, columns, into);
		if (from !== this.#bins) kernel.release(from);
		return into;
	}
}
