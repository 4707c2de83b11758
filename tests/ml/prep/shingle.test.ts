import { expect, test } from 'vitest';
import { shingle } from '#ml/prep/shingle.ts';

test('windows of a series overlap, one step further on each', () => {
	expect(shingle([1, 2, 3, 4], 3)).toEqual([
		[1, 2, 3],
		[2, 3, 4]
	]);
	expect(shingle(Float32Array.of(1, 2, 3, 4, 5), 2, 2)).toEqual([
		[1, 2],
		[3, 4]
	]);
	expect(shingle([1, 2], 3)).toEqual([]);
});

test.each([
	[0, 1],
	[2.5, 1],
	[2, 0]
])('size %d and step %d are refused', (size, step) => {
	expect(() => shingle([1, 2, 3], size, step)).toThrow(expect.objectContaining({ code: 'BadShingle' }));
});
