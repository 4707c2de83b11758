import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { throughWindows } from '#ml/algorithms/linear-learner/windows.ts';
import { LinearKernel } from '#ml/wasm/linear.ts';

test.each([
	[1, 4],
	[37, 8],
	[64, 16],
	[50, 11.5],
	[20, 100]
])('%i rows come to their places by way of windows of at most %d', (rows, most) => {
	const step = 4;
	const places = new Rng(rows).shuffle(Uint32Array.from({ length: rows }, (_, i) => i));
	const { size, first, second } = throughWindows(places, most);
	expect(size).toBeLessThanOrEqual(most);
	const kernel = new LinearKernel();
	const at = kernel.allocate(4 * step * rows);
	for (let row = 0; row < rows; row++) {
		// The first step never leaves the window that the row belongs to.
		expect(Math.floor(first[row]! / size)).toBe(Math.floor(places[row]! / size));
		for (let j = 0; j < step; j++) kernel.f32(at, step * rows)[first[row]! * step + j] = row + j / 4;
	}
	const scratch = kernel.allocate(4 * step * size);
	const placesAt = kernel.allocate(4 * size);
	for (let from = 0; from < rows; from += size) {
		const to = Math.min(rows, from + size);
		kernel.u32(placesAt, to - from).set(second.subarray(from, to));
		kernel.functions.permuteRows(at + 4 * step * from, to - from, step, placesAt, scratch);
	}
	const there = kernel.f32(at, step * rows);
	for (let row = 0; row < rows; row++) {
		for (let j = 0; j < step; j++) expect(there[places[row]! * step + j]).toBe(row + j / 4);
	}
});
