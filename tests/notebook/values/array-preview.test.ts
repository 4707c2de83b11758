import { describe, expect, it } from 'vitest';
import { toArrayPreview } from '#notebook/values/array-preview.ts';

describe('a preview of numbers', () => {
	it('has the type, the shape and what the values are like', () => {
		expect(toArrayPreview(Float32Array.of(1, 2, 3))).toMatchObject({
			dtype: 'Float32Array',
			shape: [3],
			summary: { min: 1, max: 3, mean: 2, missing: 0 }
		});
	});

	it('of a matrix has a picture of means', () => {
		const matrix = Array.from({ length: 128 }, (_, i) => Array.from({ length: 128 }, (_, j) => i * 128 + j));
		const found = toArrayPreview(matrix);
		expect(found).toMatchObject({ dtype: 'Array', shape: [128, 128], heat: { rows: 64, columns: 64 } });
		expect(found?.heat?.values[0]).toBe((0 + 1 + 128 + 129) / 4);
	});

	it.each([
		[[]],
		[new Float32Array()],
		[[[1, 2], [3]]],
		[
			[
				[1, 'a'],
				[2, 'b']
			]
		],
		[[1, 2, 3]],
		[{ a: 1 }]
	])('is not made of %j', (value) => {
		expect(toArrayPreview(value)).toBeNull();
	});
});
