import { Kernel } from '#ml/wasm/kernel.ts';
import { webAssembly } from '#ml/wasm/web-assembly.ts';
import { meansOf } from './means.ts';
import plain from './nearest-rows.as.ts?wasm';
import fused from './nearest-rows.as.ts?wasm-fused';
import { emptyNeighbours, type Metric, type Neighbours } from './search-index.ts';

/** Functions of nearest-rows.as.ts; all arguments are addresses and counts, as said there. */
interface Functions {
	pack(
		x: number,
		rows: number,
		columns: number,
		around: number,
		width: number,
		panels: number,
		squares: number
	): void;
	search(
		isProduct: boolean,
		columns: number,
		count: number,
		rows: number,
		packed: number,
		starts: number,
		questions: number,
		questionCount: number,
		packedQuestions: number,
		bases: number,
		k: number,
		distances: number,
		ids: number,
		scratch: number
	): void;
}

/** The kernel's panels: of rows, and of questions. */
const WIDTH = 12;
const HEIGHT = 4;
/** Bytes that the kernel's scratch has besides 8 a question. */
const SCORES = 192;

/** Questions that are looked up at once: so many that each row comes from far away seldom … */
const MOST_QUESTIONS = 128;
/** … and so few that they stay in the second cache, and what is found in memory. */
const CACHED_NUMBERS = 2 ** 17;
const FOUND = 2 ** 20;

/** Half the distance from 1 to the next number of 32 bits, and the smallest such number. */
const UNIT = 2 ** -24;
const LEAST = 2 ** -149;

/** Squares beyond this may overflow 32 bits in a product. */
const MOST = 1e37;

/** The kernel with products rounded once or twice; the first needs a host that knows relaxed SIMD. */
export const kernelForms = { fused, plain } as const;

/**
 * Rows in a kernel, and which of them are nearest to questions. Which rows come into question is found by products in
 * single precision, with a bound on what those may be wrong by; the distances of these few are then computed in double
 * precision. So the answer is that of a search in double precision throughout.
 */
export class NearestRows {
	readonly #metric: Metric;
	readonly #columns: number;
	readonly #count: number;
	readonly #kernel: Kernel<Functions>;
	/** Where the kernel has the rows as they came, and packed: for L2 less their mean, which keeps errors small. */
	readonly #rows: number;
	readonly #packed: number;
	readonly #mean: number;
	readonly #starts: number;
	readonly #longest: number;

	/** @param rows row-major, `columns` wide, without NaN; copied */
	constructor(
		metric: Metric,
		columns: number,
		rows: Float32Array,
		bytes = webAssembly.validate(fused) ? fused : plain
	) {
		const kernel = new Kernel<Functions>(bytes);
		const count = rows.length / columns;
		const panels = Math.ceil(count / WIDTH);
		this.#metric = metric;
		this.#columns = columns;
		this.#count = count;
		this.#kernel = kernel;
		this.#mean = kernel.place(metric === 'L2' ? meansOf(rows, columns) : new Float64Array(columns));
		this.#rows = kernel.place(rows);
		this.#packed = kernel.allocate(4 * panels * WIDTH * columns);
		this.#starts = kernel.allocate(4 * panels * WIDTH);
		const squares = this.#pack(this.#rows, count, WIDTH, this.#packed);
		this.#longest = Math.sqrt(squares.reduce((most, each) => Math.max(most, each), 0));
		const starts = kernel.f32(this.#starts, panels * WIDTH).fill(-Infinity);
		for (let i = 0; i < count; i++) starts[i] = metric === 'L2' ? -squares[i]! / 2 : 0;
	}

	/** The rows as they came, row-major; alive until the next search. */
	get rows(): Float32Array {
		return this.#kernel.f32(this.#rows, this.#count * this.#columns);
	}

	/**
	 * The k nearest rows of each question, nearest first; of equally near ones those with the smaller numbers.
	 * @param x questions, row-major, as wide as the rows, without NaN
	 * @param k at most as many as there are rows
	 */
	nearest(x: Float32Array, k: number): Neighbours {
		const columns = this.#columns;
		const kernel = this.#kernel;
		const count = x.length / columns;
		const most = Math.min(MOST_QUESTIONS, CACHED_NUMBERS / columns, FOUND / k, count);
		const block = Math.ceil(Math.max(1, most) / HEIGHT) * HEIGHT;
		const found = emptyNeighbours(count, k);
		const asked = kernel.allocate(4 * block * columns);
		const packed = kernel.allocate(4 * block * columns);
		const bases = kernel.allocate(8 * block);
		const distances = kernel.allocate(8 * block * k);
		const ids = kernel.allocate(4 * block * k);
		const scratch = kernel.allocate(8 * block + SCORES);
		for (let from = 0; from < count; from += block) {
			const size = Math.min(count - from, block);
			kernel.f32(asked, size * columns).set(x.subarray(from * columns, (from + size) * columns));
			const squares = this.#pack(asked, size, HEIGHT, packed);
			kernel.f64(bases, size).set(squares.map((square) => this.#base(square)));
			kernel.functions.search(
				this.#metric === 'INNER_PRODUCT',
				columns,
				this.#count,
				this.#rows,
				this.#packed,
				this.#starts,
				asked,
				size,
				packed,
				bases,
				k,
				distances,
				ids,
				scratch
			);
			found.distances.set(kernel.f64(distances, size * k), from * k);
			found.ids.set(kernel.u32(ids, size * k), from * k);
		}
		kernel.release(asked);
		return found;
	}

	/** Packs rows that lie in the kernel, and says the square of each. */
	#pack(x: number, rows: number, width: number, to: number): Float64Array {
		const kernel = this.#kernel;
		const at = kernel.allocate(8 * rows);
		kernel.functions.pack(x, rows, this.#columns, this.#mean, width, to, at);
		const squares = kernel.f64(at, rows).slice();
		kernel.release(at);
		return squares;
	}

	/**
	 * What a question's products are compared with, before a distance is taken off: its square, less what twice a product
	 * of 32 bits, summed in any order, and the rounding of what was moved can be wrong by.
	 */
	#base(square: number): number {
		const columns = this.#columns;
		const length = Math.sqrt(square);
		const longest = this.#longest;
		// Their squares overflow 32 bits: then nothing is known of any product.
		if ((length + longest) ** 2 > MOST) return -Infinity;
		const relative = (2.25 * columns + 8) * length * longest + 8 * (length + longest) ** 2;
		const slack = UNIT * relative + LEAST * (8 * columns + 8);
		return this.#metric === 'L2' ? square - slack : -slack;
	}
}
