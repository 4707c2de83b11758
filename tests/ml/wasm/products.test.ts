import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { placedAt, Products, rowsOf, transposed } from '#ml/wasm/products.ts';

function random(length: number, rng: Rng): Float32Array {
	return Float32Array.from({ length }, () => rng.next() * 2 - 1);
}

/** The product by its definition, in 64 bits. */
function product(a: Float32Array, b: Float32Array, m: number, k: number, n: number): Float64Array {
	const c = new Float64Array(m * n);
	for (let i = 0; i < m; i++) {
		for (let p = 0; p < k; p++) {
			for (let j = 0; j < n; j++) c[i * n + j]! += a[i * k + p]! * b[p * n + j]!;
		}
	}
	return c;
}

function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
	return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

test.each([
	[1, 1, 1],
	[4, 3, 12],
	[5, 7, 13],
	[3, 300, 2],
	[130, 260, 25],
	[2, 3, 1540]
])('(%i, %i) · (·, %i) is the sum over the inner index', (m, k, n) => {
	const rng = new Rng(m * k * n);
	const [a, b] = [random(m * k, rng), random(k * n, rng)];
	const kernel = new Products();
	const [atA, atB, atC] = [kernel.place(a), kernel.place(b), kernel.allocate(m * n * 4)];
	kernel.multiply(placedAt(atA, m, k), placedAt(atB, k, n), placedAt(atC, m, n));
	expect(farthest(kernel.f32(atC, m * n), product(a, b, m, k, n))).toBeLessThan(1e-6 * k + 1e-6);
});

test.each([
	[7, 9, 5],
	[8, 13, 16],
	[130, 6, 31],
	[33, 258, 12]
])('(%i, %i) · (·, %i) is the same with either factor transposed', (m, k, n) => {
	const rng = new Rng(m + k + n);
	const [a, b] = [random(m * k, rng), random(k * n, rng)];
	const turned = (x: Float32Array, rows: number, columns: number): Float32Array =>
		Float32Array.from(x, (_, i) => x[(i % rows) * columns + Math.floor(i / rows)]!);
	const kernel = new Products();
	const factorsA = [
		placedAt(kernel.place(a), m, k),
		transposed(placedAt(kernel.place(turned(a, m, k)), k, m))
	];
	const factorsB = [
		placedAt(kernel.place(b), k, n),
		transposed(placedAt(kernel.place(turned(b, k, n)), n, k))
	];
	const expected = product(a, b, m, k, n);
	for (const left of factorsA) {
		for (const right of factorsB) {
			const at = kernel.allocate(m * n * 4);
			kernel.multiply(left, right, placedAt(at, m, n));
			expect(farthest(kernel.f32(at, m * n), expected)).toBeLessThan(1e-6 * k + 1e-6);
		}
	}
});

test('transposed factors and blocks of rows need no copy, and sums are added to what is there', () => {
	const rng = new Rng(1);
	const x = random(50 * 9, rng);
	const kernel = new Products();
	const placed = placedAt(kernel.place(x), 50, 9);
	const at = kernel.allocate(81 * 4);
	for (const [from, to] of [
		[0, 20],
		[20, 50]
	] as const) {
		const block = rowsOf(placed, from, to);
		kernel.multiply(transposed(block), block, placedAt(at, 9, 9));
	}
	const columns = new Float32Array(9 * 50);
	x.forEach((value, i) => (columns[(i % 9) * 50 + Math.floor(i / 9)] = value));
	expect(farthest(kernel.f32(at, 81), product(columns, x, 9, 50, 9))).toBeLessThan(1e-5);
});
