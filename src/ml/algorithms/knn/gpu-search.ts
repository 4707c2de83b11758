import type { Dataset } from '#ml/data/dataset.ts';
import { MOST_BYTES } from '#ml/gpu/borrow.ts';
import type { Gpu, GpuBuffer } from '#ml/gpu/gpu.ts';
import { findMost } from '#ml/gpu/most.ts';
import { matrixIn, multiply, turned } from '#ml/gpu/products.ts';
import type { FlatIndex } from './flat-index.ts';
import { meansOf } from './means.ts';
import { NearestHeap } from './nearest-heap.ts';
import { distanceOf, emptyNeighbours, type Neighbours } from './search-index.ts';

/**
 * Questions, and rows of the index, whose products are worked out at once, where buffers are large enough: at most 64 MiB of
 * them, and of wide rows fewer, since systems take a graphics processor away from a kernel that runs for seconds.
 */
const QUESTIONS = 512;
const ROWS = 2 ** 15;
const NUMBERS = 2 ** 22;

/** Rows that are nearly as near as the k nearest are wanted too, up to this many: else the question is the processor's. */
const NEARLY = 64;

/** Distance from 1 to the next number of 32 bits: WGSL does not say which of the two nearest a result is rounded to. */
const UNIT = 2 ** -23;

/** What is smaller than this may be taken for 0. */
const LEAST = 2 ** -126;

/** Squares beyond this may overflow 32 bits in a product. */
const MOST = 1e37;

/** Bytes of the lists of candidates of one part, at most. */
const MOST_LISTED = 2 ** 26;

/** Rows of the index in the memory of a graphics processor, with what their products begin with as a last number. */
interface Part {
	readonly buffer: GpuBuffer;
	/** Number of its first row. */
	readonly first: number;
	readonly rows: number;
}

/** Of some questions what came back: numbers of rows that may be among the nearest, part by part. */
interface Found {
	readonly ids: Uint32Array;
	readonly counts: Uint32Array;
}

/**
 * A flat index that is searched on a graphics processor. Products in single precision tell which rows can be among the k
 * nearest, with a bound on what those may be wrong by; the processor computes the distances of these few in double
 * precision. So the answer is the index's own, to the last bit.
 */
export class GpuSearch {
	readonly #gpu: Gpu;
	readonly #index: FlatIndex;
	/** Taken from rows and questions, which keeps numbers small; zeros for products. */
	readonly #mean: Float64Array;
	readonly #parts: readonly Part[];
	readonly #longest: number;
	readonly #questions: number;
	/** Products of the questions with a part; done with before the next is worked on. */
	readonly #scores: GpuBuffer;

	/** Whether there is room for an index, and for the answers to its questions. */
	static fits(gpu: Gpu, { count, dimension }: FlatIndex, k: number): boolean {
		const bytes = 4 * rowsOfPart(count, dimension) * (dimension + 1);
		const listed = 4 * QUESTIONS * roomFor(k);
		const most = Math.min(MOST_LISTED, gpu.maxBufferBytes);
		return 4 * count * (dimension + 1) <= MOST_BYTES && bytes <= gpu.maxBufferBytes && listed <= most;
	}

	constructor(gpu: Gpu, index: FlatIndex) {
		const { metric, dimension, count, rows } = index;
		this.#gpu = gpu;
		this.#index = index;
		this.#mean = metric === 'L2' ? meansOf(rows, dimension) : new Float64Array(dimension);
		let longest = 0;
		const together = rowsOfPart(count, dimension);
		this.#parts = Array.from({ length: Math.ceil(count / together) }, (_, part) => {
			const first = part * together;
			const size = Math.min(together, count - first);
			const { moved, squares } = this.#move(rows.subarray(first * dimension, (first + size) * dimension));
			squares.forEach((square, row) => {
				longest = Math.max(longest, square);
				moved[row * (dimension + 1) + dimension] = metric === 'L2' ? -square / 2 : 0;
			});
			return { buffer: gpu.buffer(moved), first, rows: size };
		});
		this.#longest = Math.sqrt(longest);
		this.#questions = Math.min(QUESTIONS, Math.floor(gpu.maxBufferBytes / (4 * together)));
		this.#scores = gpu.buffer(4 * this.#questions * together);
	}

	/** @see FlatIndex.search */
	async search({ x, rows }: Dataset, k: number): Promise<Neighbours> {
		const { dimension } = this.#index;
		const found = emptyNeighbours(rows, k);
		const nearest = new NearestHeap(k);
		const askedOf = (from: number): Float32Array =>
			x.subarray(from * dimension, (from + this.#questions) * dimension);
		let next = this.#ask(askedOf(0), k);
		for (let from = 0; from < rows; from += this.#questions) {
			const candidates = await next;
			const asked = askedOf(from);
			// The graphics processor works on the next questions meanwhile.
			if (from + this.#questions < rows) next = this.#ask(askedOf(from + this.#questions), k);
			for (let i = 0; i < asked.length / dimension; i++) {
				if (candidates) this.#offer(asked, i, candidates, nearest);
				else this.#offerAll(asked, i, this.#parts, nearest);
				nearest.drain(found.ids, found.distances, (from + i) * k);
			}
		}
		return found;
	}

	/** What each part says of the questions; null where their squares overflow, so that nothing is known of any product. */
	async #ask(asked: Float32Array, k: number): Promise<readonly Found[] | null> {
		const gpu = this.#gpu;
		const { dimension } = this.#index;
		const count = asked.length / dimension;
		const { moved, squares } = this.#move(asked);
		for (let i = 0; i < count; i++) moved[i * (dimension + 1) + dimension] = 1;
		const slacks = Float32Array.from(squares, (square) => this.#slack(square));
		if (slacks.some((slack) => slack === Infinity)) return null;
		const placed = { questions: gpu.buffer(moved), slacks: gpu.buffer(slacks) };
		const scores = this.#scores;
		const room = roomFor(k);
		const outcomes = this.#parts.map((part) => {
			const columns = gpu.buffer(4 * count * room);
			const counts = gpu.buffer(4 * count);
			multiply(
				gpu,
				matrixIn(placed.questions, count, dimension + 1),
				turned(matrixIn(part.buffer, part.rows, dimension + 1)),
				matrixIn(scores, count, part.rows)
			);
			const wanted = { k: Math.min(k, part.rows), slacks: placed.slacks, room, columns, counts };
			findMost(gpu, { buffer: scores, rows: count, columns: part.rows }, wanted);
			return { columns, counts };
		});
		const found = await Promise.all(
			outcomes.map(async ({ columns, counts }) => ({
				ids: await gpu.readU32(columns, count * room),
				counts: await gpu.readU32(counts, count)
			}))
		);
		gpu.free(placed.questions, placed.slacks, ...outcomes.flatMap((each) => Object.values(each)));
		return found;
	}

	/** Offers the rows that may be among the nearest of question `i`. */
	#offer(asked: Float32Array, i: number, candidates: readonly Found[], nearest: NearestHeap): void {
		const { metric, dimension, rows } = this.#index;
		candidates.forEach(({ ids, counts }, part) => {
			const { first } = this.#parts[part]!;
			const room = ids.length / counts.length;
			const count = counts[i]!;
			if (count > room) {
				this.#offerAll(asked, i, [this.#parts[part]!], nearest);
				return;
			}
			for (let j = i * room; j < i * room + count; j++) {
				const id = first + ids[j]!;
				nearest.offer(distanceOf(metric, asked, i, rows, id, dimension), id);
			}
		});
	}

	/** Where many rows are equally near, or nothing is known of them. */
	#offerAll(asked: Float32Array, i: number, parts: readonly Part[], nearest: NearestHeap): void {
		const { metric, dimension, rows } = this.#index;
		for (const { first, rows: size } of parts) {
			for (let id = first; id < first + size; id++) {
				nearest.offer(distanceOf(metric, asked, i, rows, id, dimension), id);
			}
		}
	}

	/**
	 * More than two scores can be wrong by, each a sum of `dimension + 1` products in any order, and by the rounding of what
	 * was moved. The k-th largest is wrong by one such error, a row that belongs among them by another.
	 */
	#slack(square: number): number {
		const together = (Math.sqrt(square) + this.#longest) ** 2;
		return together > MOST ? Infinity : (this.#index.dimension + 16) * (UNIT * together + LEAST);
	}

	/** Rows less the mean, with room for one number more behind each, and their squares. */
	#move(x: Float32Array): { moved: Float32Array; squares: Float64Array } {
		const { dimension } = this.#index;
		const mean = this.#mean;
		const squares = new Float64Array(x.length / dimension);
		const moved = new Float32Array(squares.length * (dimension + 1));
		for (let row = 0; row < squares.length; row++) {
			const to = row * (dimension + 1);
			for (let c = 0; c < dimension; c++) {
				const value = (moved[to + c] = x[row * dimension + c]! - mean[c]!);
				squares[row]! += value * value;
			}
		}
		return { moved, squares };
	}
}

function rowsOfPart(count: number, dimension: number): number {
	return Math.min(count, ROWS, Math.max(1024, Math.floor(NUMBERS / (dimension + 1))));
}

/** Candidates of a question that are written down: the k nearest, and some that are nearly as near. */
function roomFor(k: number): number {
	return k + NEARLY;
}
