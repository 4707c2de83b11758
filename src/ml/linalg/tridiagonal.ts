import type { Sliced } from '../sliced.ts';
import { Doubles } from '../wasm/doubles.ts';

/** Multiplications between two pauses: some milliseconds. */
export const SLICE = 2 ** 22;

/** A symmetric matrix, made tridiagonal by reflections I − scale · v · vᵀ. */
export interface Tridiagonal {
	readonly diagonal: Float64Array;
	/** beside[i] lies between i and i + 1; the last is 0. */
	readonly beside: Float64Array;
	/** Row k has the vector of reflection k, which begins behind the diagonal: n · n. */
	readonly reflections: Float64Array;
	/** 0 where nothing is reflected. */
	readonly scales: Float64Array;
}

/**
 * Makes a symmetric matrix tridiagonal. Each pass over what is left of it applies one reflection and finds what the next one
 * needs.
 * @param matrix row-major n · n, left as it is
 * @see G. Golub, C. Van Loan, «Matrix computations», 4th edition, section 8.3.1
 */
export function* tridiagonalInSlices(matrix: Float64Array, n: number): Sliced<Tridiagonal> {
	const scales = new Float64Array(n);
	const beside = new Float64Array(n);
	const kernel = new Doubles();
	const at = kernel.place(matrix);
	// The reflection that is not applied yet, a −= v·wᵀ + w·vᵀ, and v and w of the next one.
	const places = Array.from({ length: 4 }, () => kernel.allocate(8 * n)) as [number, number, number, number];
	const a = kernel.f64(at, n * n);
	const vectors = new Map(places.map((place) => [place, kernel.f64(place, n)]));
	let [atV, atW, atNext, atProduct] = places;
	let done = 0;
	for (let k = 0; k < n; k++) {
		const [v, w] = [vectors.get(atV)!, vectors.get(atW)!];
		const [next, product] = [vectors.get(atNext)!, vectors.get(atProduct)!];
		for (let j = k; j < n; j++) a[k * n + j]! -= v[k]! * w[j]! + w[k]! * v[j]!;
		if (k < n - 2) {
			beside[k] = reflect(a, k, n, scales);
			for (let j = k + 1; j < n; j++) next[j] = a[k * n + j]!;
		} else if (k === n - 2) {
			beside[k] = a[k * n + k + 1]!;
			next.fill(0);
		}
		kernel.functions.reflectRows(at, n, k + 1, atV, atW, atNext, atProduct);
		finish(product, next, k + 1, scales[k]!);
		[atV, atW, atNext, atProduct] = [atNext, atProduct, atV, atW];
		done += 3 * (n - k) ** 2;
		if (done < SLICE) continue;
		done = 0;
		yield;
	}
	return {
		diagonal: Float64Array.from({ length: n }, (_, i) => a[i * n + i]!),
		beside,
		reflections: a,
		scales
	};
}

/** Makes row k behind the diagonal into the vector of its reflection, and gives the number that the row is mapped to. */
function reflect(a: Float64Array, k: number, n: number, scales: Float64Array): number {
	const [from, end] = [k * n + k + 1, (k + 1) * n];
	let square = 0;
	for (let i = from; i < end; i++) square += a[i]! * a[i]!;
	const length = Math.sqrt(square);
	if (length === 0) return 0;
	const image = a[from]! > 0 ? -length : length;
	scales[k] = 1 / (square - image * a[from]!);
	a[from]! -= image;
	return image;
}

/** Makes the product a · v into the w of a −= v·wᵀ + w·vᵀ. */
function finish(w: Float64Array, v: Float64Array, from: number, scale: number): void {
	let product = 0;
	for (let i = from; i < w.length; i++) product += w[i]! * v[i]!;
	const half = (scale * scale * product) / 2;
	for (let i = from; i < w.length; i++) w[i] = scale * w[i]! - half * v[i]!;
}

/** Turns vectors of the tridiagonal matrix, one after the other, into those of the matrix that it was made of. */
export function* turnBackInSlices(
	vectors: Float64Array,
	{ diagonal, reflections, scales }: Tridiagonal
): Sliced<void> {
	const n = diagonal.length;
	let done = 0;
	for (let first = 0; first < vectors.length; first += n) {
		let last = n - 1;
		while (last > 0 && vectors[first + last] === 0) last--;
		for (let k = Math.min(last - 1, n - 3); k >= 0; k--) {
			const from = k * n;
			let product = 0;
			for (let j = k + 1; j < n; j++) product += reflections[from + j]! * vectors[first + j]!;
			product *= scales[k]!;
			for (let j = k + 1; j < n; j++) vectors[first + j]! -= product * reflections[from + j]!;
		}
		done += last * n;
		if (done < SLICE) continue;
		done = 0;
		yield;
	}
}
