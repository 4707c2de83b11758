import { expect, test } from 'vitest';
import { areFinite } from '#ml/data/are-finite.ts';

test('numbers of every size are finite, NaN and infinity are not, wherever they stand', () => {
	expect(areFinite(new Float32Array(0))).toBe(true);
	const values = Float32Array.of(0, -0, 3.4028234e38, -3.4028234e38, 1e-45, -1, 2);
	expect(areFinite(values)).toBe(true);
	for (const wrong of [NaN, Infinity, -Infinity]) {
		for (let i = 0; i < values.length; i++) expect(areFinite(values.with(i, wrong))).toBe(false);
	}
	expect(areFinite(Float32Array.of(NaN, 1, 2, 3, Infinity).subarray(1, 4))).toBe(true);
});
