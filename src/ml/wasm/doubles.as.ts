/** Hot loops over matrices of 64-bit floats. */

function sumOf(v: v128): f64 {
	return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/**
 * products[i · countB + j] = a_i · b_j, for vectors that lie one after the other; two of the one set and four of the other
 * at a time, so that each number that is fetched is used more than once.
 */
export function dotProducts(a: usize, countA: usize, b: usize, countB: usize, length: usize, products: usize): void {
	const step = length << 3;
	const pairs = (length & ~1) << 3;
	for (let i: usize = 0; i < countA; i += 2) {
		// Behind the last vector the last one is worked out again.
		const i1 = min(i + 1, countA - 1);
		const a0 = a + i * step;
		const a1 = a + i1 * step;
		for (let j: usize = 0; j < countB; j += 4) {
			const j1 = min(j + 1, countB - 1);
			const j2 = min(j + 2, countB - 1);
			const j3 = min(j + 3, countB - 1);
			const b0 = b + j * step;
			const b1 = b + j1 * step;
			const b2 = b + j2 * step;
			const b3 = b + j3 * step;
			let s00 = f64x2.splat(0);
			let s01 = s00;
			let s02 = s00;
			let s03 = s00;
			let s10 = s00;
			let s11 = s00;
			let s12 = s00;
			let s13 = s00;
			for (let p: usize = 0; p < pairs; p += 16) {
				const x0 = v128.load(a0 + p);
				const x1 = v128.load(a1 + p);
				let y = v128.load(b0 + p);
				s00 = f64x2.add(s00, f64x2.mul(x0, y));
				s10 = f64x2.add(s10, f64x2.mul(x1, y));
				y = v128.load(b1 + p);
				s01 = f64x2.add(s01, f64x2.mul(x0, y));
				s11 = f64x2.add(s11, f64x2.mul(x1, y));
				y = v128.load(b2 + p);
				s02 = f64x2.add(s02, f64x2.mul(x0, y));
				s12 = f64x2.add(s12, f64x2.mul(x1, y));
				y = v128.load(b3 + p);
				s03 = f64x2.add(s03, f64x2.mul(x0, y));
				s13 = f64x2.add(s13, f64x2.mul(x1, y));
			}
			let x0 = 0.0;
			let x1 = 0.0;
			if (pairs < step) {
				x0 = load<f64>(a0 + pairs);
				x1 = load<f64>(a1 + pairs);
			}
			const to0 = products + ((i * countB) << 3);
			const to1 = products + ((i1 * countB) << 3);
			storeTwo(to0, to1, j, s00, s10, x0, x1, b0 + pairs, pairs < step);
			storeTwo(to0, to1, j1, s01, s11, x0, x1, b1 + pairs, pairs < step);
			storeTwo(to0, to1, j2, s02, s12, x0, x1, b2 + pairs, pairs < step);
			storeTwo(to0, to1, j3, s03, s13, x0, x1, b3 + pairs, pairs < step);
		}
	}
}

/** Products of two vectors with one, to which those of the last coordinates are added where lengths are odd. */
function storeTwo(
	to0: usize,
	to1: usize,
	j: usize,
	s0: v128,
	s1: v128,
	x0: f64,
	x1: f64,
	last: usize,
	isOdd: bool
): void {
	const y = isOdd ? load<f64>(last) : 0;
	store<f64>(to0 + (j << 3), sumOf(s0) + x0 * y);
	store<f64>(to1 + (j << 3), sumOf(s1) + x1 * y);
}

/**
 * Applies a −= v·wᵀ + w·vᵀ to a matrix from row and column `from` on, and fills `products` with what comes out times
 * another vector.
 * @param a row-major n · n; vectors have n numbers
 */
export function reflectRows(a: usize, n: usize, from: usize, v: usize, w: usize, next: usize, products: usize): void {
	const end = n << 3;
	for (let i = from; i < n; i++) {
		const vi = f64x2.splat(load<f64>(v + (i << 3)));
		const wi = f64x2.splat(load<f64>(w + (i << 3)));
		const row = a + i * end;
		let sum = f64x2.splat(0);
		let j = from << 3;
		for (; j + 16 <= end; j += 16) {
			const change = f64x2.add(f64x2.mul(vi, v128.load(w + j)), f64x2.mul(wi, v128.load(v + j)));
			const value = f64x2.sub(v128.load(row + j), change);
			v128.store(row + j, value);
			sum = f64x2.add(sum, f64x2.mul(value, v128.load(next + j)));
		}
		let product = sumOf(sum);
		if (j < end) {
			const change = f64x2.extract_lane(vi, 0) * load<f64>(w + j) + f64x2.extract_lane(wi, 0) * load<f64>(v + j);
			const value = load<f64>(row + j) - change;
			store<f64>(row + j, value);
			product += value * load<f64>(next + j);
		}
		store<f64>(products + (i << 3), product);
	}
}
