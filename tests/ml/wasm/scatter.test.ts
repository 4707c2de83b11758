import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { placedAt, Products, rowsOf } from '#ml/wasm/products.ts';
import { Scatter } from '#ml/wasm/scatter.ts';

test.each([
	['64 bits', 1, 1, 12],
	['64 bits', 7, 5, 12],
	['64 bits', 40, 16, 12],
	['64 bits', 3, 96, 12],
	['panels', 5, 97, 5],
	['panels', 600, 108, 4],
	['panels', 257, 121, 4]
])('in %s, the scatter of %i rows of %i columns is the sum of their products', (_, rows, columns, digits) => {
	const rng = new Rng(rows + columns);
	const x = Float32Array.from({ length: rows * columns }, () => rng.next() - 0.5);
	const kernel = new Products();
	const placed = placedAt(kernel.place(x), rows, columns);
	kernel.allocate(16);
	const scatter = new Scatter(kernel, columns);
	scatter.add(placed);
	scatter.add(rowsOf(placed, 0, 1));
	const g = scatter.read();
	let farthest = 0;
	for (let i = 0; i < columns; i++) {
		for (let j = 0; j < columns; j++) {
			let sum = x[i]! * x[j]!;
			for (let row = 0; row < rows; row++) sum += x[row * columns + i]! * x[row * columns + j]!;
			farthest = Math.max(farthest, Math.abs(g[i * columns + j]! - sum));
		}
	}
	expect(farthest).toBeLessThan(10 ** -digits);
});

test('columns and squares are summed up in 64 bits', () => {
	const rng = new Rng(3);
	const [rows, columns] = [9, 7];
	const x = Float32Array.from({ length: rows * columns }, () => 1000 + rng.next());
	const kernel = new Products();
	const [at, sums] = [kernel.place(x), kernel.allocate(8 * columns)];
	kernel.functions.addColumns(at, rows, columns, sums);
	for (let j = 0; j < columns; j++) {
		const column = x.filter((_, i) => i % columns === j);
		expect(kernel.f64(sums, columns)[j]).toBe(column.reduce((sum, value) => sum + value, 0));
	}
	const squares = x.reduce((sum, value) => sum + value * value, 0);
	expect(kernel.functions.sumOfSquares(at, x.length) / squares).toBeCloseTo(1, 14);
});
