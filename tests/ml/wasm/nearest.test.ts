import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { Nearest } from '#ml/wasm/nearest.ts';

interface Case {
	readonly x: Float32Array;
	readonly centers: Float64Array;
	readonly indexes: Uint32Array;
	readonly around: Float64Array;
}

function drawn(rows: number, columns: number, centers: number): Case {
	const rng = new Rng(rows * columns * centers);
	return {
		x: Float32Array.from({ length: rows * columns }, () => 50 + rng.next()),
		centers: Float64Array.from({ length: centers * columns }, () => 50 + rng.next()),
		indexes: rng.shuffle(Uint32Array.from({ length: rows }, (_, row) => row)).slice(0, Math.ceil(rows * 0.8)),
		around: new Float64Array(columns).fill(50.5)
	};
}

/** By the definition, in 64 bits: of each index the squares to all centres. */
function squaresOf({ x, centers, indexes, around }: Case): number[][] {
	const columns = around.length;
	return Array.from(indexes, (row) =>
		Array.from({ length: centers.length / columns }, (_, c) => {
			let sum = 0;
			for (let j = 0; j < columns; j++) sum += (x[row * columns + j]! - centers[c * columns + j]!) ** 2;
			return sum;
		})
	);
}

const SIZES = [
	[1, 1, 1],
	[3, 2, 12],
	[70, 5, 13],
	[131, 4, 30],
	[200, 37, 7]
] as const;

test.each(SIZES)('%i rows of %i columns find the nearest of %i centres, and how far it is', (...size) => {
	const table = drawn(...size);
	const { x, centers, indexes, around } = table;
	const wanted = squaresOf(table);
	const kernel = new Nearest(x, around.length, around);
	const closest = new Uint32Array(indexes.length);
	kernel.nearest(indexes, centers, closest);
	const exact = new Float64Array(indexes.length);
	kernel.squaresTo(indexes, centers, closest, exact);
	const all = new Float64Array(indexes.length * size[2]);
	kernel.distances(indexes, centers, all);
	for (const [i, squares] of wanted.entries()) {
		const least = Math.min(...squares);
		expect(squares[closest[i]!]! - least).toBeLessThan(1e-5);
		expect(exact[i]).toBeCloseTo(squares[closest[i]!]!, 5);
		for (const [c, square] of squares.entries()) expect(all[i * size[2] + c]).toBeCloseTo(square, 4);
	}
});

test.each([1, 4, 11, 12, 13, 40])('of %i equally near centres it is the first', (count) => {
	const kernel = new Nearest(Float32Array.of(1, 2), 2, new Float64Array(2));
	const closest = new Uint32Array(1).fill(9);
	kernel.nearest(Uint32Array.of(0), new Float64Array(count * 2).fill(3), closest);
	expect(closest[0]).toBe(0);
	const centers = new Float64Array(count * 2).fill(3);
	for (let at = 0; at < count; at++) {
		const one = centers.slice().fill(1, at * 2, at * 2 + 2);
		kernel.nearest(Uint32Array.of(0), one, closest);
		expect(closest[0]).toBe(at);
	}
});

test('rows are added to the sums of their owners, as often as is said, without what was taken from them', () => {
	const x = Float32Array.of(11, 21, 31, 12, 22, 32);
	const kernel = new Nearest(x, 3, Float64Array.of(10, 20, 30));
	const sums = new Float64Array(6).fill(1);
	kernel.addRows(Uint32Array.of(0, 1, 1), Uint32Array.of(1, 1, 0), Float64Array.of(1, 2, -1), sums);
	expect([...sums]).toEqual([-1, -1, -1, 6, 6, 6]);
});

test('a row that lies on a centre has no distance to it, and calls leave nothing behind', () => {
	const x = Float32Array.of(0.1, 0.2, 0.3);
	const kernel = new Nearest(x, 3, new Float64Array(3));
	const squares = new Float64Array(1);
	for (let i = 0; i < 3; i++) {
		kernel.distances(Uint32Array.of(0), Float64Array.from(x), squares);
		expect(squares[0]).toBe(0);
	}
});
